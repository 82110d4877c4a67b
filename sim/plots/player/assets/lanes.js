// Drawing of the calendar: one lane for each arm, on the scale of model days.

const AXIS_PX = 22, MARK_PX = 7; // height of the axis; half a dose, where a word must not begin
const POINTS = 241; // of an expected window, as in `sim.plots.views.gather`

/** Return the heights in a lane: things that can be moved need room for a finger. */
function laneOf(editable, coarse) {
  const row = editable ? (coarse ? 44 : 24) : 20;
  return { label: 17, row, ground: 17 + 2 * row, height: 21 + 2 * row,
    side: editable ? (coarse ? 32 : 18) : 14 };
}

/** Return the scale of a calendar: x of a day, and the width of a day. */
function scaleOf(plan, days, lane, width) {
  const first = Math.min(0, ...days), last = Math.max(plan.length_d, ...days);
  const perDay = (width - 2 * lane.side) / (last - first || 1);
  return { first, last, perDay, x: (day) => lane.side + (day - first) * perDay };
}

/** Return the window that doses would open, as `sim.plots.player.plan.expected_window` does. */
function expectedWindow(course, doses, length_d) {
  const times = Array.from({ length: POINTS }, (_, at) => at * length_d / (POINTS - 1));
  const after = (since) => {
    if (since < 0) return 0;
    const at = course.t_d.findIndex((time) => time > since);
    if (at < 0) return course.window.at(-1);
    const [before, next] = [course.t_d[at - 1], course.t_d[at]];
    const part = (since - before) / (next - before);
    return course.window[at - 1] * (1 - part) + course.window[at] * part;
  };
  return { window_t_d: times,
    window: times.map((time) => Math.max(0, ...doses.map((day) => after(time - day)))) };
}

/**
 * Draw the time in which plasticity is raised: a band that fades with it, dashed where it counts as
 * open and where it no longer does.
 * Return the word that belongs to it, if there was no room for it.
 */
function drawWindow(ctx, arm, look, x, band, lane, words, plan) {
  const { window_t_d: times, window: open, expected, doses_d: doses } = arm, starts = [];
  const tall = 2 * lane.row, isOpen = (share) => share >= plan.open_least;
  Object.assign(ctx, { strokeStyle: look.soft, lineWidth: expected ? 1 : 1.5 });
  ctx.setLineDash(expected ? [2, 4] : [4, 3]);
  times.forEach((time, at) => {
    const before = open[at - 1] ?? 0, right = Math.round(x(time));
    const left = Math.round(x(times[at - 1] ?? time)); // whole px: no seams in the band
    ctx.globalAlpha = (expected ? 0.6 : 1) * clamp((before + open[at]) / 2, 0, 1);
    ctx.fillStyle = look.window;
    ctx.fillRect(left, band, right - left, tall);
    ctx.globalAlpha = 1;
    if (isOpen(before) === isOpen(open[at])) return;
    if (!isOpen(before)) starts.push(right + 4);
    ctx.beginPath();
    ctx.moveTo(right, band);
    ctx.lineTo(right, band + tall);
    ctx.stroke();
  });
  ctx.setLineDash([]);
  if (!times.length && doses.length) starts.push(x(doses[0]) + 4);
  const word = !times.length ? (plan.editable ? words.window_unknown : words.window_later)
    : expected ? words.window_expected : words.window_open;
  const more = arm.handles.filter(({ kind, marks }) => kind === "count" && marks === "doses")
    .map(({ days }) => x(days.at(-1)) + lane.row / 3 + 12); // where their number is changed
  const said = drawWords(ctx, look, word, starts, [...doses.map(x), ...more],
    band + lane.row / 2 + 1);
  return starts.length && !said ? word : "";
}

/** Write a word after each start, clear of the marks, as often as it has room; return how often. */
function drawWords(ctx, look, word, starts, marks, y) {
  const wide = ctx.measureText(word).width, last = ctx.canvas.clientWidth - wide - 2, said = [];
  const isClear = (at) => at <= last && !said.some((taken) => at < taken + wide + 10)
    && !marks.some((mark) => mark > at - MARK_PX && mark < at + wide + MARK_PX);
  starts.forEach((start, number) => {
    const until = starts[number + 1] ?? Infinity; // a word belongs to the window it stands in
    const at = [start, ...marks.map((mark) => mark + MARK_PX + 4).filter((after) => after > start)]
      .sort((earlier, later) => earlier - later).find(isClear);
    if (at === undefined || (at >= until && said.length)) return;
    haloText(ctx, look, word, at + wide / 2, y); // the end of the window may lie behind it
    said.push(at);
  });
  ctx.textAlign = "left";
  return said.length;
}

function drawStress(ctx, look, left, right, top, tall) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, Math.max(right - left, 3), tall);
  Object.assign(ctx, { strokeStyle: look.soft, lineWidth: 1 });
  ctx.stroke();
  ctx.clip();
  ctx.beginPath();
  for (let from = left - tall; from < right; from += 6) {
    ctx.moveTo(from, top + tall);
    ctx.lineTo(from + tall, top);
  }
  ctx.stroke();
  ctx.restore();
}

/** Draw the lane of an arm; return what of the words `aside` and of its own found no room. */
function drawLane(ctx, arm, look, { x }, top, lane, words, active, plan, aside) {
  const band = top + lane.label, ground = top + lane.ground, middle = ground - lane.row / 2;
  const width = ctx.canvas.clientWidth;
  ctx.fillStyle = look.ink;
  ctx.fillText(arm.label, lane.side + 4, top + lane.label / 2 + 1, width - 2 * lane.side - 4);
  const unsaid = drawWindow(ctx, arm, look, x, band, lane, words, plan);
  const wanted = unsaid || aside;
  const isSaid = drawAside(ctx, arm, look, top + lane.label / 2 + 1, lane, wanted);
  for (const [from, to] of arm.stress_d) drawStress(ctx, look, x(from), x(to), middle - 8, 16);
  ctx.fillStyle = look.soft;
  for (const day of arm.tests_d) ctx.fillRect(x(day) - 1.5, ground - 5, 3, 8);
  ctx.fillRect(lane.side - 6, ground, width - 2 * lane.side + 12, 1);
  const mark = (shape, at, y, size, colour) => {
    Object.assign(ctx, { fillStyle: colour, strokeStyle: look.paper, lineWidth: 1.5 });
    traceNode(ctx, shape, at, y, size);
    ctx.stroke();
    ctx.fill();
  };
  const sessions = [...arm.sessions].sort((earlier, later) => earlier.day - later.day);
  sessions.forEach(({ day, pattern }, at) => { // the first of a pattern has its name beside it
    if (pattern !== sessions[at - 1]?.pattern) haloText(ctx, look, pattern, x(day) - 13, middle);
    mark("circle", x(day), middle, 4.5, look[pattern.toLowerCase()]);
  });
  for (const day of arm.erased_d) mark("cross", x(day), middle, 4.5, look.ink);
  for (const day of arm.doses_d) mark("triangle", x(day), band + lane.row / 2, -6, look.ink);
  ctx.textAlign = "left";
  if (active) drawActive(ctx, look, active, x, active.doses ? band + lane.row / 2 : middle, top + 9);
  return [unsaid, aside].filter((text) => text && !(isSaid && text === wanted));
}

/** Write a text at the end of the line that holds the name of an arm; return if there was room. */
function drawAside(ctx, arm, look, y, lane, text) {
  const width = ctx.canvas.clientWidth, wide = ctx.measureText(text || "").width;
  if (!text || ctx.measureText(arm.label).width + wide + 2 * lane.side + 20 > width) return false;
  ctx.fillStyle = look.ink;
  ctx.fillText(text, width - lane.side - wide, y);
  return true;
}

/** Draw rings around all that moves together, and say above it where it is. */
function drawActive(ctx, look, { days, text }, x, y, textY) {
  Object.assign(ctx, { strokeStyle: look.ink, lineWidth: 2 });
  for (const day of days) {
    traceNode(ctx, "circle", x(day), y, 9);
    ctx.stroke();
  }
  if (!text) return;
  ctx.font = `bold ${ctx.font}`;
  const half = ctx.measureText(text).width / 2 + 5, width = ctx.canvas.clientWidth;
  const at = clamp((x(days[0]) + x(days.at(-1))) / 2, half, width - half);
  ctx.fillStyle = look.ink;
  ctx.fillRect(at - half, textY - 9, 2 * half, 18);
  Object.assign(ctx, { fillStyle: look.paper, textAlign: "center" });
  ctx.fillText(text, at, textY);
  Object.assign(ctx, { font: look.font, textAlign: "left" });
}

/**
 * Draw the calendar on a canvas.
 *
 * @param {object} at where: scale (see `scaleOf`), lane (see `laneOf`), size of the canvas in px.
 * @param {number|null} day the model day that is played, null for none.
 * @param {object|null} active what is moved: arm (its number), days, doses: bool, text.
 * @return {[str]} words that found no room: what says that things can be moved stands in the first
 *   lane that has some.
 */
function drawCalendar(canvas, plan, look, at, words, day, active) {
  const { scale, lane, size } = at, ctx = context(canvas, size, look), { width, height } = size;
  const { first, last, x } = scale, axis = height - AXIS_PX / 2, has = day !== null;
  let hint = !active && plan.arms.some(({ handles }) => handles.length) ? words.grip_hint : "";
  const unsaid = [];
  plan.arms.forEach((arm, place) => {
    const left = drawLane(ctx, arm, look, scale, place * lane.height, lane, words,
      active?.arm === place ? active : null, plan, hint);
    if (!left.includes(hint)) hint = "";
    unsaid.push(...left.filter((text) => text !== hint));
  });
  const without = [...new Set([...unsaid, hint])].filter(Boolean);
  const label = has ? fill(words.day, { day: plain(day) }) : "";
  const half = has ? ctx.measureText(label).width / 2 + 6 : -10;
  const centre = has ? clamp(x(day), half, width - half) : -100;
  const step = [1, 2, 5, 10, 20, 50, 100, 200].find((days) => x(days) - x(0) >= 44) ?? 500;
  ctx.textAlign = "center";
  ctx.fillStyle = look.soft;
  for (let tick = Math.ceil(first / step) * step; tick <= last; tick += step) {
    const text = !has && tick === 0 ? fill(words.day, { day: 0 }) : plain(tick);
    const room = ctx.measureText(text).width / 2 + 1;
    if (Math.abs(x(tick) - centre) > half + 10) ctx.fillText(text, Math.max(x(tick), room), axis);
  }
  if (!has) return without;
  ctx.fillStyle = look.ink;
  plan.arms.forEach((_, place) => ctx.fillRect(x(day) - 1, place * lane.height + lane.label, 2,
    lane.height - lane.label)); // names of arms stay free
  ctx.fillRect(centre - half, height - AXIS_PX + 2, 2 * half, AXIS_PX - 4);
  ctx.fillStyle = look.paper;
  ctx.fillText(label, centre, axis);
  return without;
}
