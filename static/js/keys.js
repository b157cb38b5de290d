// Which key leads where? Every shortcut presses a link or button that is on the page: data-key="g h" or data-key="w".
const PAUSE_MS = 1200;
const TYPING = "input:not([type=checkbox], [type=radio], [type=range]), select, textarea, [contenteditable]";
const off = () => document.documentElement.dataset.singleKeys === "off";

let begun = "";
let begunAt = 0;

function isVisible(element) {
  return element.getClientRects().length > 0;
}

function target(keys) {
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)];
  return found.find(isVisible);
}

function press(element) {
  if (element.matches("input, select, textarea")) element.focus();
  else element.click();
  if (element.matches("summary")) (element.parentElement.querySelector("input:not([type=hidden]), button") ?? element).focus();
}

function closeMenus() {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

function onKey(event) {
  if (event.key === "Escape") closeMenus();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key.startsWith("Arrow") && event.target.closest(".scroller")) return; // there they scroll
  if (off() || event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
  const isSequence = begun && event.timeStamp - begunAt < PAUSE_MS;
  const keys = isSequence ? `${begun} ${event.key}` : event.key;
  begun = "";
  const element = target(keys);
  if (element) {
    event.preventDefault();
    press(element);
  } else if (!isSequence && document.querySelector(`[data-key^="${CSS.escape(event.key)} "]`)) {
    begun = event.key;
    begunAt = event.timeStamp;
  }
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
