// Drawing: networks and rasters on canvases, and what all drawings share.

const LABEL_SHARE = 0.8125; // size of words in drawings, of those around them: 13 of 16 px

/** Return colours and font as the page has them now; Streamlit may change the theme at any time. */
function readLook(root) {
  const [red, green, blue] = getComputedStyle(root).backgroundColor.match(/[\d.]+/g).map(Number);
  root.dataset.theme = 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
  const style = getComputedStyle(root);
  const font = `${LABEL_SHARE * parseFloat(style.fontSize)}px ${style.fontFamily}`;
  const look = { paper: style.backgroundColor, font };
  for (const name of ["ink", "soft", "grid", "strip", "window", "flash", ...GROUPS.map((group) => group.colour)]) {
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
    labels.push({ x, y: clamp(y + name * (ry + 16), 8, height - 8) });
    cells.forEach((cell, index) => {
      const part = index / cells.length, angle = 2 * Math.PI * part - Math.PI / 2;
      const [right, down] = rows ? [2 * part - 1 + 1 / cells.length, index % 2 ? 1 : -1]
        : [Math.cos(angle), Math.sin(angle)];
      spots[cell] = { x: x + rx * right, y: y + ry * down, size };
    });
  });
  return { spots, labels };
}

/** Return the colour of a pair of groups: that of one, or from that of the one to the other's. */
function pairColour(ctx, look, from, to, pre, post) {
  const [start, end] = [pre, post].map((group) => look[GROUPS[group].colour]);
  if (start === end) return start;
  const both = ctx.createLinearGradient(from.x, from.y, to.x, to.y);
  both.addColorStop(0.3, start);
  both.addColorStop(0.9, end);
  return both;
}

/** Draw the connections and the names of the groups; all but those of a chosen cell go faint. */
function drawEdges(ctx, replay, look, { spots, labels }, edges, chosen) {
  for (const [pre, post, weight, kind] of edges) {
    const from = spots[pre], to = spots[post], touches = pre === chosen || post === chosen;
    ctx.globalAlpha = chosen === null ? 0.6 : touches ? 1 : 0.1;
    ctx.strokeStyle = pairColour(ctx, look, from, to, replay.cells[pre], replay.cells[post]);
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

/** Return the box around the rings or rows of a group, a little larger than them. */
function groundOf(replay, { spots }, group) {
  const at = replay.members[group].map((cell) => spots[cell]), room = 8;
  const [xs, ys] = [at.map(({ x }) => x), at.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - room, Math.min(...ys) - room];
  return { left, top, width: Math.max(...xs) + room - left, height: Math.max(...ys) + room - top };
}

/** Draw what a trial does to the cue cells: a flash that fades, or that there is none. */
function drawCue(ctx, replay, look, nodes, { part, ms }) {
  if (!replay.members[CUE].length) return;
  const { left, top, width, height } = groundOf(replay, nodes, CUE), hasCue = part.kind === "cue";
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 8);
  if (hasCue) {
    ctx.globalAlpha = Math.exp(-ms / FLASH_MS);
    ctx.fillStyle = look.flash;
    ctx.fill();
    ctx.globalAlpha = 1;
  }
  Object.assign(ctx, { strokeStyle: look.ink, lineWidth: hasCue ? 3 : 1.5 });
  ctx.setLineDash(hasCue ? [] : [3, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
  haloText(ctx, look, replay.groups[CUE], nodes.labels[CUE].x, nodes.labels[CUE].y);
}

/** Draw light behind the pattern that answered; nothing if none did. */
function drawWinner(ctx, replay, look, nodes, answer, strength) {
  if (answer >= 4 || !replay.members[answer].length) return;
  const { left, top, width, height } = groundOf(replay, nodes, answer);
  ctx.beginPath();
  ctx.ellipse(left + width / 2, top + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
  Object.assign(ctx, { fillStyle: look[GROUPS[answer].colour],
    strokeStyle: look[GROUPS[answer].colour], lineWidth: 4, globalAlpha: 0.35 * strength });
  ctx.fill();
  ctx.globalAlpha = strength;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

const rasterX = (ms, { film }, width) => 20 + (width - 22) * ms / film.tape;
const CUE_PX = 4; // height of the line over a cue in the raster

function drawRaster(ctx, replay, look, test, { width, height }, chosen) {
  const high = height - 4 - CUE_PX, { parts } = replay.film;
  const rowY = (row) => 2 + CUE_PX + high * (row + 0.5) / replay.cells.length;
  const x = (ms) => rasterX(ms, replay, width);
  ctx.fillStyle = look.strip;
  ctx.fillRect(20, 1 + CUE_PX, width - 21, height - 2 - CUE_PX);
  ctx.fillStyle = look.paper; // silence is the paper without anything on it
  eachStretch(replay, test, ({ gaps }, { tape }) => {
    for (const [from, to] of gaps) {
      ctx.fillRect(x(tape + from), 1 + CUE_PX, x(to) - x(from), height - 2 - CUE_PX);
    }
  });
  replay.members.forEach((cells, group) => {
    if (!cells.length) return;
    const top = rowY(replay.rows[cells[0]] - 0.5), tall = rowY(cells.length) - rowY(0);
    ctx.fillStyle = look[GROUPS[group].colour];
    ctx.fillRect(14, top, 4, tall - 1);
    ctx.fillStyle = look.ink;
    if (group < 2 && tall > 11) ctx.fillText(replay.groups[group], 1, top + tall / 2);
  });
  ctx.strokeStyle = look.grid;
  ctx.strokeRect(19.5, 0.5 + CUE_PX, width - 20, height - 1 - CUE_PX);
  for (const { kind, tape, length } of parts) { // where another moment begins, and where cues are
    ctx.fillStyle = look.soft;
    if (tape && kind !== "end") ctx.fillRect(x(tape) - 0.5, 1, 1, height - 2);
    ctx.fillStyle = look.ink;
    if (kind === "cue") ctx.fillRect(x(tape), 0, x(length) - x(0), CUE_PX);
  }
  if (chosen !== null) {
    Object.assign(ctx, { fillStyle: look.window, strokeStyle: look.soft });
    ctx.fillRect(20, rowY(replay.rows[chosen]) - 4, width - 22, 8);
    ctx.strokeRect(20.5, rowY(replay.rows[chosen]) - 4, width - 22, 8);
  }
  eachStretch(replay, test, ({ spikes }, { tape }) => {
    for (const [ms, cell] of spikes) {
      const tall = cell === chosen ? 5 : 2;
      ctx.fillStyle = look[GROUPS[replay.cells[cell]].colour];
      ctx.fillRect(x(tape + ms) - 1, rowY(replay.rows[cell]) - tall / 2, 2, tall);
    }
  });
}

function eachStretch({ film }, test, act) {
  test.stretches.forEach((stretch, number) => act(stretch, film.parts[number]));
}
