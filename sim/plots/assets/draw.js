// Drawing: calendar, networks and rasters on canvases.

/** Return colours and font as the page has them now; Streamlit may change the theme at any time. */
function readLook(root) {
  const [red, green, blue] = getComputedStyle(root).backgroundColor.match(/[\d.]+/g).map(Number);
  root.dataset.theme = 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
  const style = getComputedStyle(root);
  const look = { paper: style.backgroundColor, font: `13px ${style.fontFamily}` };
  for (const name of ["ink", "soft", "grid", "window", ...GROUPS.map((group) => group.colour)]) {
    look[name] = style.getPropertyValue(`--np-${name}`).trim();
  }
  return look;
}

/** Size a canvas in device pixels, so that it is sharp; return its context, cleared. */
function context(canvas, { width, height }, look) {
  const ratio = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    Object.assign(canvas, { width: across, height: down });
  }
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return Object.assign(ctx, { font: look.font, textAlign: "left",
    textBaseline: "middle" });
}

/** Text with an outline in the colour of the page, so that lines behind it do not disturb. */
function haloText(ctx, look, text, x, y) {
  Object.assign(ctx, { textAlign: "center", lineJoin: "round", lineWidth: 4,
    strokeStyle: look.paper, fillStyle: look.ink });
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

function traceNode(ctx, shape, x, y, size) {
  const corners = POLYGONS[shape];
  ctx.beginPath();
  if (!corners) ctx.arc(x, y, size, 0, 2 * Math.PI);
  else corners.forEach(([right, down]) => ctx.lineTo(x + size * right, y + size * down));
  ctx.closePath();
}

/** Return place and size of every node (rings, or two rows) and the places of the group names. */
function placeNodes(members, { width, height }) {
  const across = Math.min(width, 2.2 * height), side = Math.min(height, 0.54 * across);
  const spots = [], labels = [];
  GROUPS.forEach(({ at, half, name, rows }, group) => {
    const x = (width - across) / 2 + at[0] * across, y = at[1] * height, cells = members[group];
    const [rx, ry] = half.map((share) => share * side);
    const size = clamp((rows ? 0.8 * rx : 2.2 * rx) / cells.length, 2.5, 5);
    labels.push({ x, y: y + name * (ry + 16) });
    cells.forEach((cell, index) => {
      const part = index / cells.length, angle = 2 * Math.PI * part - Math.PI / 2;
      const [right, down] = rows ? [2 * part - 1 + 1 / cells.length, index % 2 ? 1 : -1]
        : [Math.cos(angle), Math.sin(angle)];
      spots[cell] = { x: x + rx * right, y: y + ry * down, size };
    });
  });
  return { spots, labels };
}

/** Draw the connections and the names of the groups; all but those of a chosen cell go faint. */
function drawEdges(ctx, replay, look, { spots, labels }, edges, chosen) {
  for (const [pre, post, weight, kind] of edges) {
    const from = spots[pre], to = spots[post], touches = pre === chosen || post === chosen;
    ctx.globalAlpha = chosen === null ? 0.6 : touches ? 1 : 0.1;
    ctx.strokeStyle = look[GROUPS[replay.cells[pre]].colour];
    ctx.lineWidth = 0.6 + 2.4 * weight / replay.heaviest;
    ctx.setLineDash(DASHES[kind]);
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    // Bent to one side, so that the way there and the way back do not cover each other.
    ctx.quadraticCurveTo((from.x + to.x) / 2 + 0.1 * (to.y - from.y),
      (from.y + to.y) / 2 - 0.1 * (to.x - from.x), to.x, to.y);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  labels.forEach(({ x, y }, group) => {
    if (replay.members[group].length) haloText(ctx, look, replay.groups[group], x, y);
  });
}

/** Draw every cell: its outline, and its colour as strong as its level (0 to 1). */
function drawNodes(ctx, replay, look, spots, levelOf, chosen) {
  spots.forEach(({ x, y, size }, cell) => {
    const { colour, shape } = GROUPS[replay.cells[cell]], level = levelOf(cell);
    traceNode(ctx, shape, x, y, size * (1 + 0.35 * level));
    ctx.fillStyle = look.paper;
    ctx.fill();
    ctx.globalAlpha = 0.12 + 0.88 * level;
    ctx.fillStyle = ctx.strokeStyle = look[colour];
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1.25;
    ctx.stroke();
  });
  if (chosen === null) return;
  const { x, y, size } = spots[chosen], name = replay.names[chosen];
  traceNode(ctx, "circle", x, y, size + 5);
  Object.assign(ctx, { strokeStyle: look.ink, lineWidth: 3 });
  ctx.stroke();
  const half = ctx.measureText(name).width / 2 + 3, width = ctx.canvas.clientWidth;
  haloText(ctx, look, name, clamp(x, half, width - half), y < 40 ? y + 22 : y - 20);
}

const rasterX = (ms, replay, width) => 20 + (width - 22) * ms / replay.window_ms;

function drawRaster(ctx, replay, look, test, { width, height }, chosen) {
  const rowY = (row) => 2 + (height - 4) * (row + 0.5) / replay.cells.length;
  replay.members.forEach((cells, group) => {
    if (!cells.length) return;
    const top = rowY(replay.rows[cells[0]] - 0.5), tall = rowY(cells.length) - rowY(0);
    ctx.fillStyle = look[GROUPS[group].colour];
    ctx.fillRect(14, top, 4, tall - 1);
    ctx.fillStyle = look.ink;
    if (group < 2 && tall > 11) ctx.fillText(replay.groups[group], 1, top + tall / 2);
  });
  ctx.strokeStyle = look.grid;
  ctx.strokeRect(19.5, 0.5, width - 20, height - 1);
  if (chosen !== null) {
    Object.assign(ctx, { fillStyle: look.window, strokeStyle: look.soft });
    ctx.fillRect(20, rowY(replay.rows[chosen]) - 4, width - 22, 8);
    ctx.strokeRect(20.5, rowY(replay.rows[chosen]) - 4, width - 22, 8);
  }
  test.spike_ms.forEach((ms, index) => {
    const cell = test.spike_cell[index], tall = cell === chosen ? 5 : 2;
    ctx.fillStyle = look[GROUPS[replay.cells[cell]].colour];
    ctx.fillRect(rasterX(ms, replay, width) - 1, rowY(replay.rows[cell]) - tall / 2, 2, tall);
  });
}

/** Draw the time in which plasticity is raised: a band that fades with it, dashed at half. */
function drawWindow(ctx, arm, look, x, top, words) {
  const { window_t_d: times, window: open } = arm, tall = LANE.word + LANE.marks, starts = [];
  Object.assign(ctx, { strokeStyle: look.soft, lineWidth: 1.5 });
  ctx.setLineDash([4, 3]);
  times.forEach((time, at) => {
    const before = open[at - 1] ?? 0, right = Math.round(x(time));
    const left = Math.round(x(times[at - 1] ?? time)); // whole px: no seams in the band
    ctx.globalAlpha = clamp((before + open[at]) / 2, 0, 1);
    ctx.fillStyle = look.window;
    ctx.fillRect(left, top, right - left, tall);
    ctx.globalAlpha = 1;
    if ((before >= 0.5) === (open[at] >= 0.5)) return;
    if (before < 0.5) starts.push(right + 4);
    ctx.beginPath();
    ctx.moveTo(right, top);
    ctx.lineTo(right, top + tall);
    ctx.stroke();
  });
  ctx.setLineDash([]);
  ctx.fillStyle = look.ink;
  const wordPx = ctx.measureText(words.window_open).width, last = ctx.canvas.clientWidth - wordPx;
  starts.reduce((free, start) => { // one word for windows that lie close together
    if (start < free) return free;
    ctx.fillText(words.window_open, Math.min(start, last), top + LANE.word / 2 + 1);
    return start + wordPx + 10;
  }, 0);
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

function drawLane(ctx, arm, days, look, x, top, words) {
  const band = top + LANE.label, marks = band + LANE.word, ground = marks + LANE.marks;
  ctx.fillStyle = look.ink;
  ctx.fillText(arm.label, 22, top + LANE.label / 2, ctx.canvas.clientWidth - 44);
  drawWindow(ctx, arm, look, x, band, words);
  for (const [from, to] of arm.stress_d) drawStress(ctx, look, x(from), x(to), marks + 10, 15);
  ctx.fillStyle = look.soft;
  for (const day of days) ctx.fillRect(x(day) - 1.5, ground - 9, 3, 9);
  ctx.fillRect(10, ground, ctx.canvas.clientWidth - 20, 1);
  Object.assign(ctx, { fillStyle: look.ink, strokeStyle: look.paper, lineWidth: 1.5 });
  const mark = (shape, day, y, size) => {
    traceNode(ctx, shape, x(day), y, size);
    ctx.stroke();
    ctx.fill();
  };
  for (const day of arm.sessions_d) mark("circle", day, marks + 19, 4.5);
  for (const day of arm.doses_d) mark("triangle", day, marks + 7, -6); // minus: it points down
}

function drawCalendar(canvas, replay, look, size, day) {
  const ctx = context(canvas, size, look), { width, height } = size, { words, days } = replay;
  const first = Math.min(0, ...days), last = Math.max(replay.length_d, ...days);
  const x = (at) => 14 + (width - 28) * (at - first) / (last - first || 1);
  const lane = LANE.label + LANE.word + LANE.marks + LANE.gap, axis = height - AXIS_PX / 2;
  replay.arms.forEach((arm, at) => drawLane(ctx, arm, days, look, x, at * lane, words));
  const label = fill(words.day, { day: plain(days[day]) });
  const half = ctx.measureText(label).width / 2 + 6, at = clamp(x(days[day]), half, width - half);
  const step = [1, 2, 5, 10, 20, 50, 100, 200].find((one) => x(one) - x(0) >= 44) ?? 500;
  ctx.textAlign = "center";
  ctx.fillStyle = look.soft;
  for (let tick = Math.ceil(first / step) * step; tick <= last; tick += step) {
    if (Math.abs(x(tick) - at) > half + 10) ctx.fillText(plain(tick), x(tick), axis);
  }
  ctx.fillStyle = look.ink;
  ctx.fillRect(x(days[day]) - 1, 0, 2, height - AXIS_PX);
  ctx.fillRect(at - half, height - AXIS_PX + 2, 2 * half, AXIS_PX - 4);
  ctx.fillStyle = look.paper;
  ctx.fillText(label, at, axis);
}
