// How is a count as fast as the hand? Each key names the current cell at once; the server's answer corrects what is shown.
// Every key is a button of #name-form, so that all of this works without scripts too, one page at a time.
const TRIES = 5;
const PAUSE_MS = 400;
const ARROWS = { ArrowLeft: -1, ArrowRight: 1 };
const TYPING = "input, select, textarea, .viewer";

let sending = Promise.resolve();
let waiting = 0;
let turning = false;
const early = [];

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const current = () => $("#gallery [aria-current=true]");
const say = (text) => { $("#say").textContent = text; };

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function choose(cell) {
  current()?.removeAttribute("aria-current");
  cell.setAttribute("aria-current", "true");
  const form = $("#name-form");
  if (form) form.elements.at.value = cell.dataset.cell;
  cell.scrollIntoView({ block: "nearest" });
}

function following(cell) {
  const cells = all("#gallery [data-cell]");
  const after = cells.slice(cells.indexOf(cell) + 1);
  return after.find((one) => !("named" in one.dataset)) ?? cells.find((one) => !("named" in one.dataset));
}

function bump(label, by) {
  for (const row of all(`[data-row="${CSS.escape(label)}"] [data-n]`)) row.textContent = Math.max(Number(row.textContent) + by, 0);
}

function tell(cell, words, isNew) {
  const counter = $("#counter");
  const total = Number(counter.dataset.total) + (isNew ? 1 : 0);
  counter.dataset.total = total;
  $("[data-total-shown]").textContent = total;
  say(`Cell ${cell.dataset.number}, ${words}. ${total} of ${counter.dataset.target}.`);
  if ($("#name-form")?.dataset.sounds === "on") beep(total === Number(counter.dataset.target));
}

function name(button) {
  const cell = current();
  const form = $("#name-form");
  if (!cell || turning) {
    if (turning) early.push([button.name, button.value]);
    return;
  }
  const isNew = !("named" in cell.dataset);
  if (!isNew) bump(cell.dataset.row ?? "", -1);
  const body = new URLSearchParams(new FormData(form));
  body.set("at", cell.dataset.cell);
  body.set("key", newKey());
  body.set(button.name, button.value);
  cell.dataset.named = "";
  cell.dataset.row = button.dataset.row;
  cell.classList.remove("missed");
  $(".called", cell).textContent = button.dataset.says;
  bump(button.dataset.row, 1);
  tell(cell, button.dataset.says, isNew);
  const next = following(cell);
  if (next) choose(next);
  send(form.action, body, cell);
  if (!next || $("#told")) turn(); // what is told in words comes from the server, cell by cell
}

function send(address, body, cell) {
  waiting += 1;
  // Where more wait behind it, the answer need not tell the count.
  sending = sending.then(() => post(address, body, waiting > 1 ? "gallery" : "counter")).then((answer) => arrived(answer, cell));
}

// The same key again and again: what was stored before the connection broke is not stored twice.
async function post(address, body, wanted) {
  for (let i = 0; i < TRIES; i += 1) {
    try {
      const answer = await fetch(address, { method: "POST", body, keepalive: true, headers: { "HX-Request": "true", "HX-Target": wanted } });
      if (answer.ok || answer.status === 409 || answer.status === 422) return { ok: answer.ok, text: await answer.text() };
      if (answer.status < 500) break;
    } catch { /* the connection broke */ }
    await new Promise((done) => setTimeout(done, PAUSE_MS * 2 ** i));
  }
  return { ok: false, text: "" };
}

function arrived({ ok, text }, cell) {
  waiting -= 1;
  if (!ok) missed(cell);
  if (waiting === 0 && text) replaceCounter(text);
}

function missed(cell) {
  delete cell.dataset.named;
  cell.classList.add("missed");
  const called = $(".called", cell);
  if (called) called.textContent = "not counted";
  if (cell.isConnected) choose(cell);
  say("Not counted. Press again.");
}

function replaceCounter(text) {
  const old = $("#counter");
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("#counter");
  if (!old || !fresh) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && (focused.id ? `#${focused.id}` : `[data-key="${CSS.escape(focused.dataset.key ?? "")}"]`);
  old.replaceWith(fresh);
  window.htmx?.process(fresh);
  for (const row of all(".pad [data-row]")) $("[data-n]", row).textContent = $(`tr[data-row="${CSS.escape(row.dataset.row)}"] [data-n]`, fresh)?.textContent ?? "0";
  if (place) $(place, fresh)?.focus();
}

// The page of cells is full: once everything is stored, the next one is fetched.
function turn() {
  const counter = $("#counter");
  turning = true;
  sending = sending.then(async () => {
    const film = new URL(location.href);
    for (const gone of ["page", "cell", "masses"]) film.searchParams.delete(gone);
    film.searchParams.set("show", "cells");
    film.searchParams.set("film", $("#name-form").elements.film.value);
    await window.htmx.ajax("GET", film.pathname + film.search, { target: "#chart", swap: "innerHTML" });
    history.replaceState(null, "", film.pathname + film.search);
    turning = false;
    if (Number(counter.dataset.total) >= Number(counter.dataset.target)) say(`${counter.dataset.total} counted.`);
    else if ($("#told")) say(`${$("#told h3").textContent}. ${$("#told p").textContent}`);
    for (const [given, value] of early.splice(0)) {
      const button = $(`[form="name-form"][name="${given}"][value="${CSS.escape(value)}"], #name-form [name="${given}"][value="${CSS.escape(value)}"]`);
      if (button) name(button);
    }
  });
}

function beep(isLast) {
  const sound = (beep.sound ??= new AudioContext());
  const tone = sound.createOscillator();
  const loudness = sound.createGain();
  loudness.gain.value = 0.05;
  tone.frequency.value = isLast ? 440 : 880;
  tone.connect(loudness).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + (isLast ? 0.5 : 0.06));
}

function onSubmit(event) {
  if (event.target.id === "name-form" && event.submitter && window.htmx) {
    event.preventDefault();
    event.stopPropagation();
    name(event.submitter);
  } else if (event.target.id === "undo-form" && waiting) { // what is on its way first
    event.preventDefault();
    event.stopPropagation();
    sending = sending.then(() => { $("#undo-form")?.requestSubmit(); });
  }
}

function onClick(event) {
  const cell = event.target.closest("#gallery [data-cell]");
  if (!cell || !$("#name-form") || $("#told") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(cell);
}

function onKey(event) {
  const cell = current();
  if (!cell || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  const cells = all("#gallery [data-cell]");
  const step = ARROWS[event.key] ?? rowStep(cells, event.key);
  const other = step ? cells[cells.indexOf(cell) + step] : null;
  if (!other) return;
  event.preventDefault();
  choose(other);
  other.focus({ preventScroll: true });
}

function rowStep(cells, key) {
  if (key !== "ArrowUp" && key !== "ArrowDown") return 0;
  const columns = cells.filter((one) => one.offsetTop === cells[0].offsetTop).length;
  return key === "ArrowUp" ? -columns : columns;
}

// On a phone the cell that is to be named may lie below what is in view.
function look() {
  if (matchMedia("(max-width: 47.5em)").matches) current()?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("submit", onSubmit, true);
document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
document.addEventListener("htmx:afterSettle", ({ detail }) => { if (detail.target.id === "chart") look(); });
look();
