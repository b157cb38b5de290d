// What does gift-pegjs find in a file? Run beside it; reads and writes JSON.
const { readFileSync } = require("node:fs");
const { parse } = require(process.argv[2] + "/gift-pegjs");

console.log(JSON.stringify(parse(JSON.parse(readFileSync(0, "utf8")))));
