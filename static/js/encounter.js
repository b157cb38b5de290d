// What can the page already say before the server answers? Nothing here is needed: every form works without it.
const SLOW_MS = 400;
const NEW = "#new-title, .just-added[tabindex], .just-added [tabindex]";
const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const count = (n, one) => `${n} ${one}${n === 1 ? "" : "s"}`;

function tellSum(form) {
  const line = form.closest("section")?.querySelector("[data-sum]");
  if (!line) return;
  const sum = [...form.querySelectorAll("[data-share]")].reduce((total, input) => total + (Number(input.value) || 0), 0);
  const off = sum - 100;
  const rest = off > 0 ? `Take ${off} away.` : `${-off} left to give.`;
  const start = document.createElement("strong");
  start.textContent = sum;
  line.replaceChildren("adds to ", start, off ? `. ${rest}` : " of 100");
  line.classList.toggle("off", off > 0);
}

function mirror(input) {
  const slider = input.dataset.mirrors;
  const form = input.form;
  const other = slider ? form.querySelector(`#${CSS.escape(slider)}`) : form.querySelector(`[data-mirrors="${CSS.escape(input.id)}"]`);
  if (other) other.value = input.value;
  const range = slider ? input : other;
  if (range) range.setAttribute("aria-valuetext", `${input.value || 0} of 100${range.dataset.was ? `, was ${range.dataset.was}` : ""}`);
  tellSum(form);
}

function tellTray(form) {
  const tray = document.querySelector("#tray");
  const checked = [...form.querySelectorAll("[data-price]:checked")];
  if (!tray) return;
  const price = checked.reduce((total, box) => total + Number(box.dataset.price), 0);
  const button = tray.querySelector("[data-tray-button]");
  tray.querySelector("[data-tray-sum]").textContent = checked.length ? `${count(checked.length, "test")}, ${dollars.format(price)}` : "Nothing chosen";
  tray.querySelector("[data-tray-due]").textContent = checked.length ? due(checked) : "Check the tests that you want.";
  button.textContent = checked.length ? `Order ${count(checked.length, "test")}` : "Order tests";
  button.disabled = checked.length === 0;
}

function due(boxes) {
  const timed = boxes.filter((box) => box.dataset.minutes).sort((a, b) => a.dataset.minutes - b.dataset.minutes);
  if (!timed.length) return "";
  const [first, last] = [timed[0], timed.at(-1)].map((box) => box.dataset.due || box.closest("tr").lastElementChild.textContent.trim());
  return first === last ? `Result in ${first}` : `First result in ${first}, last in ${last}`;
}

// A date that is written is what is meant, and any other choice takes it back.
function agree(target) {
  const { until, date } = target.form?.elements ?? {};
  if (!until || !date) return;
  if (target === date) until.value = "date";
  else if (until.value !== "date") date.value = "";
}

function onInput({ target }) {
  agree(target);
  if (target.matches("[data-share], [data-mirrors]")) mirror(target);
  if (target.matches("[data-price]")) tellTray(target.form);
}

function onSubmit(event) {
  const button = event.submitter;
  if (!button || event.defaultPrevented) return;
  if (button.dataset.busy) setTimeout(() => { if (button.disabled) wait(button); }, SLOW_MS);
  // After this turn, so that the button's own name and value are still sent.
  if (!event.target.matches("[hx-post], [hx-get]")) setTimeout(() => { button.disabled = true; });
}

function wait(button, request) {
  if (!button.isConnected) return;
  const said = [...button.childNodes];
  button.style.minWidth = `${button.offsetWidth}px`;
  button.replaceChildren(button.dataset.busy);
  // Where the answer did not come, or put nothing in the button's place, it says again what it does.
  request?.addEventListener("loadend", () => {
    button.removeAttribute("style");
    button.replaceChildren(...said);
  });
}

// A button sleeps while its act is on the way and may be gone after it, so focus would be lost: remember which it was.
let pressed = null;
let timePassed = false;
let latest = null;

function onRequest({ detail }) {
  const button = detail.requestConfig.triggeringEvent?.submitter ?? detail.elt;
  timePassed = "passes" in detail.elt.dataset;
  pressed = button.matches("button") ? button : null;
  latest = detail.xhr;
  if (pressed?.dataset.busy) setTimeout(() => { if (detail.xhr.readyState < XMLHttpRequest.DONE) wait(button, detail.xhr); }, SLOW_MS);
}

// What is put in place takes over the attributes of what it replaces, and an inline style may not come in that way.
function onSwap() {
  document.querySelector("#lost").textContent = "";
  document.querySelectorAll("button[style]").forEach((button) => button.removeAttribute("style"));
}

// Of an act without an answer nothing else on the page would tell.
function onLoss() {
  const lost = document.querySelector("#lost");
  lost.textContent = lost.dataset.words;
}

// Where the hand was; after time has passed, where the news is.
function placeAfter(region) {
  const same = pressed && (pressed.id ? `#${CSS.escape(pressed.id)}` : `button[name="${pressed.name}"][value="${CSS.escape(pressed.value)}"]`);
  const kept = same && region.querySelector(`${same}:enabled`);
  const folded = kept?.closest("details:not([open])")?.querySelector("summary");
  return region.querySelector(NEW) ?? folded ?? kept ?? region.querySelector("[autofocus], h1[tabindex], h2[tabindex]:not(aside *)");
}

function onSettle({ detail }) {
  const region = detail.target;
  region.querySelector?.("dialog:not([open])")?.showModal();
  document.querySelectorAll("#order-form").forEach(tellTray);
  // Whoever acted again before this was settled is already elsewhere.
  if (detail.xhr && detail.xhr !== latest) return;
  const summary = document.querySelector(".error-summary");
  if (summary && region.contains(summary)) summary.focus();
  else if (timePassed && region.querySelector?.(NEW)) region.querySelector(NEW).focus();
  else if (document.activeElement === document.body) {
    const place = placeAfter(region);
    (place ?? document.querySelector("main")).focus({ preventScroll: !place });
  }
  timePassed = false;
}

document.addEventListener("input", onInput);
document.addEventListener("submit", onSubmit);
document.addEventListener("htmx:beforeRequest", onRequest);
document.addEventListener("htmx:beforeSwap", onSwap);
document.addEventListener("htmx:afterSettle", onSettle);
for (const loss of ["sendError", "timeout", "responseError"]) document.addEventListener(`htmx:${loss}`, onLoss);
// A page that comes back from the browser's memory must not keep its buttons asleep.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
document.querySelectorAll("#order-form").forEach(tellTray);
document.querySelector(".error-summary")?.focus();
