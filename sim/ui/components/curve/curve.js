// A curve to draw: six points on given days, moved up and down by pointer, touch or arrow keys.
// Each point is a slider. Python hears of the curve when a point is let go.

const NS = "http://www.w3.org/2000/svg";
const HEIGHT_PX = 260, LEFT_PX = 52, RIGHT_PX = 26, TOP_PX = 18, BELOW_PX = 48;
const STEP = 0.05, PAGE = 0.2, KEYS_MS = 350; // keys come in bursts: one message for each burst
const MOVES = { ArrowUp: STEP, ArrowRight: STEP, ArrowDown: -STEP, ArrowLeft: -STEP,
  PageUp: PAGE, PageDown: -PAGE, Home: -1, End: 1 };

const mounted = new WeakMap(); // place on the page -> what is drawn there

const clamped = (share) => Math.min(1, Math.max(0, share));
const percent = (share) => Math.round(100 * share);
const filled = (pattern, day, share) => pattern.replace("{day}", String(day))
  .replace("{share}", String(percent(share)));

function make(tag, attributes, text = "") {
  const element = tag === "div" || tag === "button" || tag === "p"
    ? document.createElement(tag) : document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

function build(parent) {
  const place = { root: make("div", { class: "cv" }), data: null, values: [], points: [],
    width: 0, touched: false, dragged: -1, timer: 0, send: null };
  place.svg = make("svg", { class: "cv-plot", height: HEIGHT_PX, role: "group" });
  place.flat = make("button", { type: "button", class: "cv-flat" });
  place.hint = make("p", { class: "cv-hint" });
  place.flat.addEventListener("click", () => {
    place.values = place.values.map(() => place.data.start);
    moved(place, true);
  });
  place.root.append(place.hint, place.svg, place.flat);
  parent.append(place.root);
  new ResizeObserver(() => layOut(place)).observe(place.root);
  return place;
}

/** Place of a day, and of a share, in px. */
function atDay(place, day) {
  const { days } = place.data, last = days[days.length - 1];
  const room = place.width - LEFT_PX - RIGHT_PX;
  return LEFT_PX + (room * (day - days[0])) / (last - days[0] || 1);
}
const atShare = (share) => TOP_PX + (1 - share) * (HEIGHT_PX - TOP_PX - BELOW_PX);

/** Draw axes, reference lines and points anew, because the width or the data changed. */
function layOut(place) {
  const width = Math.floor(place.root.clientWidth);
  if (!place.data || width < 50) return;
  place.width = width;
  const { svg, data } = place, focused = place.points.indexOf(
    place.root.getRootNode().activeElement);
  svg.setAttribute("width", width);
  svg.setAttribute("aria-label", data.words.label);
  svg.replaceChildren();
  for (const share of [0, 0.5, 1]) {
    const y = atShare(share);
    svg.append(make("line", { x1: LEFT_PX, x2: width - RIGHT_PX, y1: y, y2: y,
      class: share === 0.5 ? "cv-half" : "cv-grid", "aria-hidden": "true" }));
    svg.append(make("text", { x: LEFT_PX - 8, y: y + 5, class: "cv-tick cv-right",
      "aria-hidden": "true" }, `${percent(share)} %`));
  }
  let free = -Infinity; // where the next label has room
  for (const day of data.days) {
    const x = atDay(place, day);
    if (x < free) continue;
    free = x + 24;
    svg.append(make("text", { x, y: HEIGHT_PX - BELOW_PX + 22, class: "cv-tick cv-middle",
      "aria-hidden": "true" }, String(day)));
  }
  svg.append(make("text", { x: (LEFT_PX + width - RIGHT_PX) / 2, y: HEIGHT_PX - 6,
    class: "cv-tick cv-middle", "aria-hidden": "true" }, data.words.x));
  place.line = make("polyline", { class: "cv-line", stroke: data.colour, "aria-hidden": "true" });
  svg.append(place.line);
  place.points = data.days.map((day, number) => point(place, day, number));
  svg.append(...place.points);
  paint(place);
  if (focused >= 0) place.points[focused].focus();
}

function point(place, day, number) {
  const group = make("g", { class: "cv-point", role: "slider", "aria-orientation": "vertical",
    "aria-valuemin": 0, "aria-valuemax": 100, "aria-label": `${place.data.words.point} ${day}` });
  if (place.data.locked) group.setAttribute("aria-disabled", "true");
  else group.setAttribute("tabindex", "0");
  group.append(make("circle", { class: "cv-target", r: 23 }),
    make("rect", { class: "cv-mark", x: -7, y: -7, width: 14, height: 14,
      fill: place.data.colour }), make("text", { class: "cv-value cv-middle", y: -13 }));
  group.addEventListener("pointerdown", (event) => {
    if (place.data.locked) return;
    place.dragged = number;
    group.setPointerCapture(event.pointerId);
    group.focus();
    event.preventDefault();
  });
  group.addEventListener("pointermove", (event) => {
    if (place.dragged !== number) return;
    const y = event.clientY - place.svg.getBoundingClientRect().top;
    const share = 1 - (y - TOP_PX) / (HEIGHT_PX - TOP_PX - BELOW_PX);
    set(place, number, Math.round(clamped(share) / STEP) * STEP);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    group.addEventListener(name, () => {
      if (place.dragged !== number) return;
      place.dragged = -1;
      moved(place, true);
    });
  }
  group.addEventListener("keydown", (event) => {
    if (place.data.locked || !(event.key in MOVES) || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    set(place, number, place.values[number] + MOVES[event.key]);
    moved(place, false);
  });
  return group;
}

function set(place, number, share) {
  place.values[number] = Math.round(clamped(share) * 100) / 100;
  place.touched = true;
  paint(place);
}

/** Put line and points where the values are. */
function paint(place) {
  const { data, values, points } = place;
  if (!place.line) return;
  place.line.setAttribute("points", data.days
    .map((day, number) => `${atDay(place, day)},${atShare(values[number])}`).join(" "));
  points.forEach((group, number) => {
    const share = values[number];
    group.setAttribute("transform",
      `translate(${atDay(place, data.days[number])} ${atShare(share)})`);
    group.setAttribute("aria-valuenow", percent(share));
    group.setAttribute("aria-valuetext", filled(data.words.value, data.days[number], share));
    const text = group.querySelector("text");
    text.textContent = `${percent(share)} %`;
    text.setAttribute("y", share > 0.92 ? 26 : -13);
  });
}

/** Tell Python: at once after a drag, after a pause when keys are pressed. */
function moved(place, isOver) {
  place.touched = true;
  paint(place);
  clearTimeout(place.timer);
  place.timer = setTimeout(() => place.send("curve", [...place.values]), isOver ? 0 : KEYS_MS);
}

/**
 * Show the curve in `parentElement`. Called again there it keeps what was drawn.
 *
 * @param {object} component Streamlit's argument; three of its entries are used.
 * @param {Element|ShadowRoot} component.parentElement where the curve is put.
 * @param {object} component.data days: the x of each point; values: heights, 0 to 1; start: the
 *   height of the flat curve; locked; colour; words: { label, x, point, value, flat, hint }.
 * @param {function} component.setStateValue takes "curve" and the heights.
 */
export default function mountCurve({ data, parentElement, setStateValue }) {
  const place = mounted.get(parentElement) ?? build(parentElement);
  mounted.set(parentElement, place);
  place.data = data;
  place.send = setStateValue;
  if (!place.touched) place.values = [...data.values];
  place.flat.textContent = data.words.flat;
  place.flat.hidden = data.locked;
  place.hint.textContent = data.words.hint;
  if (place.dragged < 0) layOut(place);
}
