// The magnifier: the first 24 hours after the first dose, arm by arm.

const PANEL = { label: 20, plot: 46, gap: 6, axis: 36, left: 38, right: 8 }; // heights and margins
const PANELS = [
  { title: "hours_level", lines: [["level", "ink", []]] },
  { title: "hours_block", lines: [["block_inh", "inhibitory", []], ["block_exc", "soft", [5, 3]]] },
  { title: "hours_window", lines: [["window", "ink", []]] },
];
const HOURS_PX = PANELS.length * (PANEL.label + PANEL.plot + PANEL.gap) + PANEL.axis;

/** Return the least round number that is not below the largest value. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  return tidy([1, 2, 3, 5, 10].find((step) => step * power >= value - 1e-9) * power);
}

/** Return the top of the scale of each panel, the same in all arms; shares end at 1 at most. */
function topsOf(plan) {
  const most = ({ lines }) => Math.max(0, ...plan.arms.flatMap(({ hours }) => lines.flatMap(
    ([name]) => hours?.[name] ?? [])));
  return PANELS.map((panel, at) => (at === 2 ? 1 : roundUp(most(panel)) || 1));
}

function drawCurve(ctx, hours, values, x, y) {
  ctx.beginPath();
  hours.forEach((hour, at) => ctx.lineTo(x(hour), y(values[at])));
  ctx.stroke();
}

function drawPanel(ctx, look, arm, panel, place, top, words) {
  const width = ctx.canvas.clientWidth, { hours } = arm;
  const above = place * (PANEL.label + PANEL.plot + PANEL.gap) + PANEL.label;
  const x = (hour) => PANEL.left + (width - PANEL.left - PANEL.right) * hour / 24;
  const y = (value) => above + PANEL.plot * (1 - value / top);
  Object.assign(ctx, { fillStyle: look.ink, textAlign: "left" });
  ctx.fillText(words[panel.title], PANEL.left, above - PANEL.label / 2 - 1);
  ctx.fillStyle = look.grid;
  for (const hour of [0, 6, 12, 18, 24]) ctx.fillRect(x(hour), above, 1, PANEL.plot);
  ctx.fillRect(PANEL.left, y(0), width - PANEL.left - PANEL.right, 1);
  Object.assign(ctx, { fillStyle: look.soft, textAlign: "right" });
  ctx.fillText(plain(top), PANEL.left - 5, above + 6);
  ctx.fillText("0", PANEL.left - 5, y(0) - 5);
  for (const [name, colour, dash] of panel.lines) {
    const values = hours[name];
    if (!values) {
      Object.assign(ctx, { fillStyle: look.ink, textAlign: "left" });
      ctx.fillText(words.window_unknown, x(0) + 8, y(top / 2));
      continue;
    }
    Object.assign(ctx, { strokeStyle: look[colour], lineWidth: 2.5 });
    ctx.setLineDash(name === "window" && arm.expected ? [2, 4] : dash);
    drawCurve(ctx, hours.h, values, x, y);
    ctx.setLineDash([]);
  }
}

function drawHours(canvas, arm, look, tops, words) {
  const size = { width: canvas.clientWidth, height: HOURS_PX };
  const ctx = context(canvas, size, look);
  PANELS.forEach((panel, place) => drawPanel(ctx, look, arm, panel, place, tops[place], words));
  const y = HOURS_PX - PANEL.axis + 8, wide = size.width - PANEL.left - PANEL.right;
  Object.assign(ctx, { fillStyle: look.soft, textAlign: "center" });
  for (const hour of [0, 6, 12, 18, 24]) ctx.fillText(hour, PANEL.left + wide * hour / 24, y - 4);
  ctx.fillText(words.hours_axis, PANEL.left + wide / 2, y + 14);
}

/** Say in words what the panels of one arm show. */
function hoursInWords(arm, words, least) {
  const { h, level, block_inh: inh, block_exc: exc, window: open } = arm.hours;
  const most = Math.max(...level), first = (open ?? []).findIndex((share) => share >= least);
  const window = !open ? words.alt_unknown : first < 0 ? words.alt_shut
    : fill(words.alt_opens, { hour: plain(h[first]) });
  return fill(words.alt_hours, { arm: arm.label, peak: Math.round(most),
    hour: plain(h[level.indexOf(most)]), inh: Math.round(100 * Math.max(...inh)),
    exc: Math.round(100 * Math.max(...exc)), window });
}

/** Build the magnifier: a button, and the panel that it opens. */
function createMagnifier({ words, calendar }) {
  const button = make("button", { type: "button", class: "np-hours", "aria-expanded": "false" },
    words.hours);
  const panel = make("section", { class: "np-zoom", "aria-label": words.hours_title, hidden: "" });
  let plan = calendar, canvases = [];

  function build() {
    canvases = [];
    panel.replaceChildren(make("h2", {}, words.hours_title),
      legend(["kept", words.inhibitory], ["born", words.excitatory]), make("div", { class: "np-arms" },
      ...plan.arms.map((arm) => {
        const canvas = make("canvas", { role: "img" });
        if (arm.hours) canvases.push([canvas, arm]);
        if (arm.hours) canvas.setAttribute("aria-label", hoursInWords(arm, words, plan.open_least));
        canvas.style.height = `${HOURS_PX}px`;
        return make("div", { class: "np-arm" }, make("p", {}, arm.label),
          arm.hours ? canvas : make("p", { class: "np-note" }, words.hours_none));
      })));
  }

  function draw(look) {
    if (panel.hidden || !look) return;
    const tops = topsOf(plan);
    for (const [canvas, arm] of canvases) drawHours(canvas, arm, look, tops, words);
  }

  return { button, panel, draw, isOpen: () => !panel.hidden,
    toggle(look) {
      panel.hidden = !panel.hidden;
      button.setAttribute("aria-expanded", String(!panel.hidden));
      if (!panel.hidden) build();
      draw(look);
    },
    setPlan(next, look) {
      plan = next;
      if (!panel.hidden) build();
      draw(look);
    } };
}
