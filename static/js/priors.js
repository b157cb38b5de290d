// How does a slider set how many times as frequent a group is? Its tenths of a decade are written into the number beside it.
const TENTHS = 10;
const MARGIN = 0.05;

const numberOf = (slider) => document.getElementById(slider.dataset.times);
const timesOf = (place) => Number((10 ** (place / TENTHS)).toPrecision(2));
const placeOf = (times) => (times > 0 ? Math.round(TENTHS * Math.log10(times)) : 0);

function inWords(times) {
  if (!(times > 0)) return "";
  if (Math.abs(times - 1) < MARGIN / 10) return "as usual";
  const shown = (value) => String(Number(value.toPrecision(3)));
  return times > 1 ? `${shown(times)} times more` : `${shown(1 / times)} times fewer`;
}

function tell(slider) {
  const words = inWords(Number(numberOf(slider).value));
  slider.setAttribute("aria-valuetext", words);
  document.querySelector(`[data-words="${CSS.escape(slider.dataset.times)}"]`).textContent = words;
}

function follow(slider) {
  slider.value = placeOf(Number(numberOf(slider).value));
  tell(slider);
}

function onInput({ target }) {
  if (target.matches("[data-times]")) {
    numberOf(target).value = timesOf(target.value);
    tell(target);
  } else {
    const slider = document.querySelector(`[data-times="${CSS.escape(target.id)}"]`);
    if (slider) follow(slider);
  }
}

for (const slider of document.querySelectorAll("[data-times]")) {
  slider.hidden = false;
  follow(slider);
}
document.addEventListener("input", onInput);
