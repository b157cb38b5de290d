// How does one move about a field? Drag, wheel and keys move the view and the cross; the form below marks what lies under it.
const SIZE = [800, 600];
const PX_A_UM = 5;
const STEP = 10; // 2 um
const FAR = 50;
const LENSES = [1, 2, 4];
const STILL_PX = 4;
const NARROW_PX = 500; // there a field is begun under a lens

const state = { zoom: 1, x: SIZE[0] / 2, y: SIZE[1] / 2, cross: [SIZE[0] / 2, SIZE[1] / 2], from: null, token: "" };
let press = null;

const viewer = () => document.querySelector("#viewer");
const within = (value, least, most) => Math.min(Math.max(value, least), most);

function begin() {
  const view = viewer();
  if (!view) return;
  const token = view.querySelector("image").getAttribute("href");
  if (token !== state.token) {
    const zoom = view.clientWidth < NARROW_PX && !location.search.includes("zoom=") ? LENSES[1] : Number(view.dataset.zoom);
    Object.assign(state, { token, zoom, x: SIZE[0] / 2, y: SIZE[1] / 2, cross: [SIZE[0] / 2, SIZE[1] / 2], from: null });
  }
  document.querySelector("#measure").hidden = false;
  draw();
}

function draw() {
  const view = viewer();
  const [width, height] = SIZE.map((length) => length / state.zoom);
  state.x = within(state.x, width / 2, SIZE[0] - width / 2);
  state.y = within(state.y, height / 2, SIZE[1] - height / 2);
  const [left, top] = [state.x - width / 2, state.y - height / 2];
  view.dataset.zoom = state.zoom;
  view.querySelector("[data-view]").setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
  const cross = view.querySelector("[data-cross]");
  cross.setAttribute("transform", `translate(${(state.cross[0] - left) * state.zoom} ${(state.cross[1] - top) * state.zoom})`);
  cross.setAttribute("visibility", document.activeElement === view ? "visible" : "hidden");
  drawMeasure(view, left, top);
  view.querySelector("[data-bar]").textContent = `${20 / state.zoom} µm`;
  for (const lens of document.querySelectorAll("[data-lens]")) {
    if (Number(lens.dataset.lens) === state.zoom) lens.setAttribute("aria-current", "true");
    else lens.removeAttribute("aria-current");
  }
  for (const zoom of document.querySelectorAll("#bench [name=zoom]")) zoom.value = state.zoom;
  write();
}

function drawMeasure(view, left, top) {
  const group = view.querySelector("[data-measured]");
  document.querySelector("#measure").setAttribute("aria-pressed", String(Boolean(state.from)));
  group.setAttribute("visibility", state.from ? "visible" : "hidden");
  if (!state.from) return;
  const [from, to] = [state.from, state.cross].map(([x, y]) => [(x - left) * state.zoom, (y - top) * state.zoom]);
  for (const path of group.querySelectorAll("path")) path.setAttribute("d", `M${from.join(" ")}L${to.join(" ")}`);
  const text = group.querySelector("text");
  text.textContent = length();
  text.setAttribute("x", within((from[0] + to[0]) / 2, 40, SIZE[0] - 40));
  text.setAttribute("y", within((from[1] + to[1]) / 2 - 10, 20, SIZE[1] - 10));
}

const length = () => `${(Math.hypot(state.cross[0] - state.from[0], state.cross[1] - state.from[1]) / PX_A_UM).toFixed(1)} µm`;

// From where the cross is to where it is brought; the second time ends it.
function measure() {
  const told = state.from ? `${length()}.` : "Measuring from the cross.";
  state.from = state.from ? null : [...state.cross];
  document.querySelector("#say").textContent = told;
  viewer().focus({ preventScroll: true });
  draw();
}

function write() {
  const form = document.querySelector("#mark-form");
  if (!form) return;
  form.elements.x.value = (state.cross[0] / PX_A_UM).toFixed(1);
  form.elements.y.value = (state.cross[1] / PX_A_UM).toFixed(1);
}

function moveCross(dx, dy) {
  state.cross = [within(state.cross[0] + dx, 0, SIZE[0]), within(state.cross[1] + dy, 0, SIZE[1])];
  const [width, height] = SIZE.map((length) => length / state.zoom);
  state.x = within(state.x, state.cross[0] - 0.4 * width, state.cross[0] + 0.4 * width);
  state.y = within(state.y, state.cross[1] - 0.4 * height, state.cross[1] + 0.4 * height);
  draw();
}

function zoomTo(zoom, around = state.cross) {
  if (!LENSES.includes(zoom)) return;
  const share = state.zoom / zoom;
  state.x = around[0] + (state.x - around[0]) * share;
  state.y = around[1] + (state.y - around[1]) * share;
  state.zoom = zoom;
  draw();
}

function pointOf(event) {
  const box = viewer().querySelector(".stained").getBoundingClientRect();
  const [width, height] = SIZE.map((length) => length / state.zoom);
  return [state.x - width / 2 + ((event.clientX - box.left) / box.width) * width, state.y - height / 2 + ((event.clientY - box.top) / box.height) * height];
}

function mark() {
  const form = document.querySelector("#mark-form");
  if (form) form.requestSubmit(document.querySelector("#mark-button"));
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target !== viewer()) {
    turn(event);
    return;
  }
  const step = (event.shiftKey ? FAR : STEP) / state.zoom;
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (moves[event.key]) moveCross(...moves[event.key]);
  else if (event.key === "Enter") mark();
  else if (event.key === "m") measure();
  else if (event.key === "+" || event.key === "=") zoomTo(state.zoom * 2);
  else if (event.key === "-") zoomTo(state.zoom / 2);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// Beside the picture and beside fields to type in, arrows lead from field to field.
function turn(event) {
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!way || !viewer() || event.target.closest("input, select, textarea, .scroller")) return;
  document.querySelector(`.tools a[rel=${way}]`)?.click();
}

function onDown(event) {
  if (!viewer()?.contains(event.target) || event.button) return;
  press = { from: [event.clientX, event.clientY], view: [state.x, state.y], moved: false };
}

function onMove(event) {
  if (!press && state.from && viewer()?.contains(event.target)) {
    state.cross = pointOf(event);
    draw();
  }
  if (!press) return;
  const [dx, dy] = [event.clientX - press.from[0], event.clientY - press.from[1]];
  press.moved ||= Math.hypot(dx, dy) > STILL_PX;
  if (!press.moved || state.zoom === 1) return;
  const scale = SIZE[0] / state.zoom / viewer().querySelector(".stained").getBoundingClientRect().width;
  [state.x, state.y] = [press.view[0] - dx * scale, press.view[1] - dy * scale];
  viewer().classList.add("dragging");
  draw();
}

function onUp(event) {
  const was = press;
  press = null;
  viewer()?.classList.remove("dragging");
  if (!was || was.moved || !viewer()?.contains(event.target)) return;
  state.cross = pointOf(event);
  viewer().focus({ preventScroll: true });
  draw();
  if (!state.from) mark();
}

function onClick(event) {
  if (event.target.closest("#measure")) measure();
  const lens = event.target.closest("[data-lens]");
  if (!lens || !viewer() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  zoomTo(Number(lens.dataset.lens));
}

function onWheel(event) {
  if (!event.ctrlKey || !viewer()?.contains(event.target)) return;
  event.preventDefault();
  zoomTo(event.deltaY < 0 ? state.zoom * 2 : state.zoom / 2, pointOf(event));
}

document.addEventListener("keydown", onKey, true);
document.addEventListener("pointerdown", onDown);
document.addEventListener("pointermove", onMove);
document.addEventListener("pointerup", onUp);
document.addEventListener("pointercancel", () => { press = null; });
document.addEventListener("click", onClick);
document.addEventListener("wheel", onWheel, { passive: false });
document.addEventListener("focusin", () => { if (viewer()) draw(); });
document.addEventListener("focusout", () => { if (viewer()) setTimeout(() => viewer() && draw()); });
document.addEventListener("htmx:afterSettle", begin);
begin();
