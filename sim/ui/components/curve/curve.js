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
  const curve = { root: make("div", { class: "cv" }), data: null, values: [], points: [],
    width: 0, touched: false, dragged: -1, timer: 0, send: null };
  curve.svg = make("svg", { class: "cv-plot", height: HEIGHT_PX, role: "group" });
  curve.flat = make("button", { type: "button", class: "cv-flat" });
  curve.hint = make("p", { class: "cv-hint" });
  curve.flat.addEventListener("click", () => {
    curve.values = curve.values.map(() => curve.data.start);
    moved(curve, true);
  });
  curve.root.append(curve.hint, curve.svg, curve.flat);
  parent.append(curve.root);
  new ResizeObserver(() => layOut(curve)).observe(curve.root);
  return curve;
}

/** Place of a day, and of a share, in px. */
function atDay(curve, day) {
  const { days } = curve.data, last = days[days.length - 1];
  const room = curve.width - LEFT_PX - RIGHT_PX;
  return LEFT_PX + (room * (day - days[0])) / (last - days[0] || 1);
}
const atShare = (share) => TOP_PX + (1 - share) * (HEIGHT_PX - TOP_PX - BELOW_PX);

/** Draw axes, reference lines and points anew, because the width or the data changed. */
function layOut(curve) {
  const width = Math.floor(curve.root.clientWidth);
  if (!curve.data || width < 50) return;
  curve.width = width;
  const { svg, data } = curve, focused = curve.points.indexOf(
    curve.root.getRootNode().activeElement);
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
    const x = atDay(curve, day);
    if (x < free) continue;
    free = x + 24;
    svg.append(make("text", { x, y: HEIGHT_PX - BELOW_PX + 22, class: "cv-tick cv-middle",
      "aria-hidden": "true" }, String(day)));
  }
  svg.append(make("text", { x: (LEFT_PX + width - RIGHT_PX) / 2, y: HEIGHT_PX - 6,
    class: "cv-tick cv-middle", "aria-hidden": "true" }, data.words.x));
  curve.line = make("polyline", { class: "cv-line", stroke: data.colour, "aria-hidden": "true" });
  svg.append(curve.line);
  curve.points = data.days.map((day, number) => point(curve, day, number));
  svg.append(...curve.points);
  paint(curve);
  if (focused >= 0) curve.points[focused].focus();
}

function point(curve, day, number) {
  const group = make("g", { class: "cv-point", role: "slider", "aria-orientation": "vertical",
    "aria-valuemin": 0, "aria-valuemax": 100, "aria-label": `${curve.data.words.point} ${day}` });
  if (curve.data.locked) group.setAttribute("aria-disabled", "true");
  else group.setAttribute("tabindex", "0");
  group.append(make("circle", { class: "cv-target", r: 23 }),
    make("rect", { class: "cv-mark", x: -7, y: -7, width: 14, height: 14,
      fill: curve.data.colour }), make("text", { class: "cv-value cv-middle", y: -13 }));
  group.addEventListener("pointerdown", (event) => {
    if (curve.data.locked) return;
    curve.dragged = number;
    group.setPointerCapture(event.pointerId);
    group.focus();
    event.preventDefault();
  });
  group.addEventListener("pointermove", (event) => {
    if (curve.dragged !== number) return;
    const y = event.clientY - curve.svg.getBoundingClientRect().top;
    const share = 1 - (y - TOP_PX) / (HEIGHT_PX - TOP_PX - BELOW_PX);
    set(curve, number, Math.round(clamped(share) / STEP) * STEP);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    group.addEventListener(name, () => {
      if (curve.dragged !== number) return;
      curve.dragged = -1;
      moved(curve, true);
    });
  }
  group.addEventListener("keydown", (event) => {
    if (curve.data.locked || !(event.key in MOVES) || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    set(curve, number, curve.values[number] + MOVES[event.key]);
    moved(curve, false);
  });
  return group;
}

function set(curve, number, share) {
  curve.values[number] = Math.round(clamped(share) * 100) / 100;
  curve.touched = true;
  paint(curve);
}

/** Put line and points where the values are. */
function paint(curve) {
  const { data, values, points } = curve;
  if (!curve.line) return;
  curve.line.setAttribute("points", data.days
    .map((day, number) => `${atDay(curve, day)},${atShare(values[number])}`).join(" "));
  points.forEach((group, number) => {
    const share = values[number];
    group.setAttribute("transform",
      `translate(${atDay(curve, data.days[number])} ${atShare(share)})`);
    group.setAttribute("aria-valuenow", percent(share));
    group.setAttribute("aria-valuetext", filled(data.words.value, data.days[number], share));
    const text = group.querySelector("text");
    text.textContent = `${percent(share)} %`;
    text.setAttribute("y", share > 0.92 ? 26 : -13);
  });
}

/** Tell Python: at once after a drag, after a pause when keys are pressed. */
function moved(curve, isOver) {
  curve.touched = true;
  paint(curve);
  clearTimeout(curve.timer);
  curve.timer = setTimeout(() => curve.send("curve", [...curve.values]), isOver ? 0 : KEYS_MS);
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
  const curve = mounted.get(parentElement) ?? build(parentElement);
  mounted.set(parentElement, curve);
  curve.data = data;
  curve.send = setStateValue;
  if (!curve.touched) curve.values = [...data.values];
  curve.flat.textContent = data.words.flat;
  curve.flat.hidden = data.locked;
  curve.hint.textContent = data.words.hint;
  if (curve.dragged < 0) layOut(curve);
}
