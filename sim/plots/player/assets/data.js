// Network player: replays the tests of up to four arms as flashing networks and rasters: rest, then
// cues one after another, each beside the same moment without it.
// Above them stands a calendar of the plan, whose doses and sessions can be moved.
// `sim.plots.player.replay` joins the files of this folder, in its order, to one module for a Streamlit
// component and for the single HTML file. What it takes stands in mount.js.
// No dependency. Data enters the page as text only, never as markup.

const SPEEDS = [0.25, 0.5, 1, 2];
const FADE_MS = 260; // of the viewer's time, at every speed: a spike fades and never strobes
const FLASH_MS = 200; // in which the flash at the cue cells fades; one flash a trial
const REACH_PX = 16; // how near a pointer must be to a node
const GAP_MS = 25; // no spike of a shown cell for so long counts as a silent gap
const DASHES = [[], [5, 4], [1.5, 3]]; // kept, born, lost

// One row per group: colour (a CSS variable), node shape, place in shares of the drawing, half
// sizes in shares of the smaller side, and place of the name (0 inside, -1 above, 1 below).
const GROUPS = [
  { colour: "a", shape: "circle", at: [0.17, 0.35], half: [0.25, 0.25], name: 0 },
  { colour: "b", shape: "square", at: [0.83, 0.35], half: [0.25, 0.25], name: 0 },
  { colour: "c", shape: "triangle", at: [0.2, 0.82], half: [0.11, 0.11], name: 0 },
  { colour: "d", shape: "diamond", at: [0.8, 0.82], half: [0.11, 0.11], name: 0 },
  { colour: "cue", shape: "plus", at: [0.5, 0.13], half: [0.2, 0.03], name: -1, rows: true },
  { colour: "rest", shape: "circle", at: [0.5, 0.85], half: [0.2, 0.03], name: 1, rows: true },
  { colour: "inhibitory", shape: "diamond", at: [0.5, 0.45], half: [0.14, 0.14], name: 1 },
];
const CUE = 4; // place of the cue among the groups
const POLYGONS = { // corners of a node of size 1; a circle has none
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  triangle: [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]],
  diamond: [[0, -1.3], [1.1, 0], [0, 1.3], [-1.1, 0]],
  plus: [[-0.4, -1.2], [0.4, -1.2], [0.4, -0.4], [1.2, -0.4], [1.2, 0.4], [0.4, 0.4],
    [0.4, 1.2], [-0.4, 1.2], [-0.4, 0.4], [-1.2, 0.4], [-1.2, -0.4], [-0.4, -0.4]],
  cross: [[-1.2, -0.7], [-0.7, -1.2], [0, -0.5], [0.7, -1.2], [1.2, -0.7], [0.5, 0],
    [1.2, 0.7], [0.7, 1.2], [0, 0.5], [-0.7, 1.2], [-1.2, 0.7], [-0.5, 0]],
};
const ICONS = {
  first: "M4 4h2v12H4zM16 4v12L7 10z", step_back: "M5 10l10-6v12z", step_on: "M15 10L5 4v12z",
  play: "M5 3l12 7-12 7z", pause: "M5 3h4v14H5zM11 3h4v14h-4z",
  // Signs of the calendar, as they are drawn there; an edge is a line of dashes or dots.
  dose: "M3 4h14l-7 12z", session: "M10 5a5 5 0 1 1-.01 0z", test: "M8 3h4v14H8z",
  stress: "M2 14L12 4h3L2 17zM7 16L18 5v3l-8 8z",
  erased: "M3 6l3-3 4 4 4-4 3 3-4 4 4 4-3 3-4-4-4 4-3-3 4-4z", more: "M6 3h2v14H6zM12 3h2v14h-2z",
  edge: "M9 1h2v5H9zM9 8h2v5H9zM9 15h2v4H9z",
  expected: "M9 2h2v2H9zM9 7h2v2H9zM9 12h2v2H9zM9 17h2v2H9z",
};

// Data.

/** Add what the drawing needs and the data does not hold: names, raster rows, largest weight. */
function prepare(replay) {
  const words = new Proxy(replay.words, { get: (all, key) => all[key] ?? String(key) });
  const members = GROUPS.map(() => []), rows = [], names = [];
  (replay.cells ?? []).forEach((group, cell) => {
    const number = members[group].push(cell);
    names[cell] = fill(words.cell_name, { number, group: words.group_names[group] });
  });
  members.flat().forEach((cell, row) => { rows[cell] = row; });
  const tests = replay.arms.flatMap((arm) => arm.tests), edges = tests.map((test) => test.edges);
  const film = filmOf(replay.film);
  for (const test of tests) {
    test.stretches = film.parts.map(({ kind, trial, length }) => stretchOf(
      kind === "end" ? "" : kind === "rest" ? test.rest : test[kind][trial], length, names.length));
  }
  const heaviest = edges.flat().reduce((most, edge) => Math.max(most, edge[2]), 1e-12);
  const lines = edges.reduce((most, all) => Math.max(most, all.length), 0);
  return { ...replay, words, members, rows, names, heaviest, lines, film };
}

/** Unpack the spikes of a stretch: in order of time, as one train for each cell, and its silence. */
function stretchOf(packed, length, count) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)), spikes = [];
  const trains = Array.from({ length: count }, () => []);
  for (let at = 0; at < bytes.length; at += 3) {
    const ms = bytes[at] + 256 * bytes[at + 1], cell = bytes[at + 2];
    spikes.push([ms, cell]);
    trains[cell].push(ms);
  }
  return { spikes, trains, gaps: gapsOf(spikes, length) };
}

/** Return the times in ms at which no shown cell fires, as [from, to]. */
function gapsOf(spikes, span) {
  const ends = [0, ...spikes.map(([ms]) => ms), span];
  return ends.slice(1).map((to, at) => [ends[at], to]).filter(([from, to]) => to - from >= GAP_MS);
}

/** Put values into a text such as "day {day}". */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const tidy = (number) => Math.round(number * 1e6) / 1e6; // without the noise of the last digits
const plain = (number) => String(Math.round(number * 100) / 100);
