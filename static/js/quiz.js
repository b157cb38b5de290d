// What can the keyboard do at the desk? Letters and digits choose, X strikes out, Enter goes on. Nothing here is needed.
const TYPING = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]";
const ACTING = "a, button, summary, input, select, textarea";
const OPTIONS = "abcdefgh";
const off = () => document.documentElement.dataset.singleKeys === "off";

let striking = false;

function choose(letter) {
  const input = document.querySelector(`[data-option="${letter}"]`);
  if (!input) return false;
  input.click();
  input.focus();
  return true;
}

function strike(letter) {
  const button = document.querySelector(`[data-strike="${letter}"]`);
  button?.click();
  return Boolean(button);
}

function tap(key) {
  const input = document.querySelector(`[data-tap="${key}"]`);
  input?.click();
  return Boolean(input);
}

function goOn(event) {
  if (event.target.closest(ACTING)) return false; // there Enter has its own meaning
  const next = document.querySelector("[data-enter]");
  next?.click();
  return Boolean(next);
}

function letterOf(key) {
  const number = Number(key);
  if (number >= 1 && number <= 6) return OPTIONS[number - 1];
  return key.length === 1 && OPTIONS.includes(key) ? key : "";
}

function does(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "Enter") return goOn(event);
  if (off()) return false;
  const letter = letterOf(key);
  if (striking) {
    striking = false;
    return letter ? strike(letter) : false;
  }
  if (key === "x") {
    striking = Boolean(document.querySelector("[data-strike]"));
    return striking;
  }
  if (key === "f") return false; // the flag, which keys.js presses
  return letter ? choose(letter) : tap(key);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
  if (!does(event)) return;
  event.preventDefault();
  event.stopPropagation();
}

function toggled(button) {
  const row = button.closest(".option");
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", on);
  if (!row) {
    button.querySelector("span").textContent = on ? "Flagged" : "Flag";
    button.form.elements.on.value = on ? "0" : "1";
    return on ? "Flagged." : "Flag taken away.";
  }
  row.classList.toggle("struck", on);
  row.querySelector(".struck-words").textContent = on ? "struck out" : "";
  button.name = on ? "restore" : "strike";
  const letter = button.value.toUpperCase();
  return on ? `${letter} struck out.` : `${letter} brought back.`;
}

// A mark on the page must not lose what was chosen, so it is sent beside the page; where that fails, the page is sent.
async function jot(event) {
  const form = event.target;
  if (!form.matches("[data-jot]") || !event.submitter) return;
  event.preventDefault();
  const button = event.submitter;
  const body = new URLSearchParams(new FormData(form, button));
  const said = toggled(button);
  document.querySelector("#say").textContent = said;
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) location.reload();
}

function tellTime() {
  const line = document.querySelector("[data-deadline]");
  if (!line) return;
  const left = Math.max(Date.parse(line.dataset.deadline) - Date.now(), 0);
  const minutes = Math.floor(left / 60000);
  line.textContent = left ? (minutes ? `${minutes} min left` : "Less than a minute left") : "Time is up";
}

document.addEventListener("keydown", onKey, true);
document.addEventListener("submit", jot, true);
setInterval(tellTime, 10000);
// A screen reader begins at the question, not at the answer; the next Tab leads on from there. An address with # has a place of its own.
if (!location.hash && !document.querySelector(".error-summary")) {
  document.querySelector("[data-first]")?.focus({ preventScroll: true });
  document.querySelector("[data-focus]")?.focus();
}
const here = document.querySelector(".places [aria-current]");
here?.closest("ol").scrollTo({ left: here.offsetLeft - here.closest("ol").clientWidth / 2, behavior: "instant" });
