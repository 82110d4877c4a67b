// The page: elements, and what they say to who does not see them.

/** Return an element with attributes and children; strings become text, never markup. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Return a drawn sign: no font has to hold it. */
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Return the contents of a button: a drawn sign and its name, shown or for screen readers only. */
function face(name, words, shown) {
  return make("span", {}, icon(name), make("span", { class: shown ? "" : "np-hidden" }, words[name]));
}

function legend(...entries) {
  return make("p", { class: "np-legend" }, ...entries.map(([sign, text]) => make("span", {},
    sign in ICONS ? icon(sign) : make("i", { class: `np-sign np-${sign}`, "aria-hidden": "true" }),
    text)));
}

/** Return the signs of the calendar that there are in a plan, each with its meaning. */
function signsOf({ arms, editable, open_least: least }, words) {
  const any = (has) => arms.some(has);
  const isOpen = ({ window }) => window.some((share) => share >= least);
  return [
    ["dose", words.dose, any(({ doses_d: days }) => days.length)],
    ["session", words.session, any(({ sessions }) => sessions.length)],
    ["more", words.grip_more, any(({ handles }) => handles.some(({ kind }) => kind === "count"))],
    ["test", words.test, true],
    ["stress", words.stress, any(({ stress_d: spans }) => spans.length)],
    ["erased", words.erased, any(({ erased_d: days }) => days.length)],
    ["edge", words.window_edge, any((arm) => isOpen(arm) && (editable || !arm.expected))],
    ["expected", words.expected_edge, any((arm) => isOpen(arm) && (editable || arm.expected))],
  ].filter(([, , has]) => has).map(([sign, text]) => [sign, text]);
}

/** Return a list to choose from and its label, which may be for screen readers only. */
function chooser(text, options, shown) {
  const select = make("select", { title: text }, ...options.map(([value, name]) => make("option",
    { value }, name)));
  return [select, make("label", {}, make("span", { class: shown ? "" : "np-hidden" }, text),
    select)];
}

/** Build the bar; without a run it holds nothing but the magnifier. */
function buildBar(replay, hours) {
  const { words } = replay, faces = ["play", "pause"].map((name) => face(name, words, true));
  const [speed, speedLabel] = chooser(words.speed, SPEEDS.map((times) => [times, `${times}×`]),
    false);
  const [cell, cellLabel] = chooser(words.follow, [["", words.no_cell],
    ...replay.members.flat().map((id) => [id, replay.names[id]])], true);
  const [first, back, on] = ["first", "step_back", "step_on"].map((name) => make("button",
    { type: "button", title: words[name] }, face(name, words)));
  const play = make("button", { type: "button", class: "np-play" }, ...faces);
  const time = make("span", { class: "np-time" }), scrub = make("input", { type: "range", min: 0,
    max: replay.days.length * replay.film.span, step: 20, "aria-label": words.scrub });
  const [give, without] = ["give", "without"].map((name) => make("button",
    { type: "button", class: "np-give" }, words[name]));
  const all = replay.days.length
    ? [first, back, play, on, scrub, time, speedLabel, give, without] : [];
  const bar = make("div", { class: "np-bar", role: "group", "aria-label": words.player }, ...all,
    ...(replay.compact ? [] : [hours]));
  return { bar, first, back, play, on, scrub, time, speed, cell, cellLabel, faces, give, without };
}

function buildArm(arm, replay) {
  const [network, raster] = ["network", "raster"].map((name) => make("canvas",
    { class: `np-${name}`, role: "img" }));
  const clock = make("p", {}), tally = buildTally(arm, replay);
  const box = make("section", { class: "np-arm", "aria-label": arm.label },
    make("h2", {}, arm.label), network, clock, raster, tally.box);
  const [edges, spikes] = [make("canvas", {}), make("canvas", {})]; // copied from, not shown
  return { box, network, raster, clock, tally, edges, spikes };
}

/** Build what stands below the networks: signs, the cell to follow, notes. */
function buildNotes(replay, cellLabel) {
  const { words } = replay, note = (text) => make("p", { class: "np-note" }, text);
  const shown = { shown: replay.cells?.length, all: replay.n_cells_in_all, lines: replay.lines,
    trials: replay.film.parts.at(-1)?.trial,
    of: [...new Set(replay.arms.map(({ n_trials: count }) => count))].join(" / ") };
  const signs = signsOf(replay.calendar, words);
  if (replay.compact || !replay.days.length) return [legend(...signs)];
  return [legend(...signs, ["kept", words.kept], ["born", words.born], ["lost", words.lost],
    ["gap", words.gap], ["given", words.given]), cellLabel, note(fill(words.cells_shown, shown)),
    note(fill(words.trials_shown, shown)), note(words.keys)];
}

/** Build the page around a calendar and a magnifier. */
function buildPage(replay, calendar, magnifier) {
  const { words } = replay, bar = buildBar(replay, magnifier.button);
  const arms = replay.arms.map((arm) => buildArm(arm, replay));
  const live = make("p", { class: "np-hidden", "aria-live": "polite" });
  const classes = ["np", replay.compact && "np-compact", replay.named && "np-named"];
  const name = `${words.player}: ${replay.title}`; // an arm may have the name of the scenario
  const root = make("section", { class: classes.filter(Boolean).join(" "), "aria-label": name,
    tabindex: -1 }, calendar.box, calendar.below, bar.bar, magnifier.panel);
  if (arms.length) {
    root.append(make("p", { class: "np-note np-still" }, words.still),
      make("div", { class: "np-arms" }, ...arms.map(({ box }) => box)));
  }
  root.append(...buildNotes(replay, bar.cellLabel), live);
  return { root, arms, live, ...bar };
}

/** Say in words what the networks and the rasters show. */
function describe(page, replay, day) {
  const { words, film } = replay, when = plain(replay.days[day]);
  page.arms.forEach(({ network, raster }, at) => {
    const { label, tests } = replay.arms[at], { edges, stretches } = tests[day];
    const sum = (of) => stretches.reduce((total, stretch) => total + stretch[of].length, 0);
    const values = { arm: label, day: when, cells: replay.cells.length, spikes: sum("spikes"),
      lines: edges.length, born: edges.filter((edge) => edge[3] === 1).length, gaps: sum("gaps"),
      lost: edges.filter((edge) => edge[3] === 2).length, seconds: film.parts[0].length / 1000,
      trials: film.parts.at(-1).trial };
    network.setAttribute("aria-label", fill(words.alt_network, values));
    raster.setAttribute("aria-label", fill(words.alt_raster, values));
  });
}
