// The tally of a test: one row of bars for trials with the cue, a paler one for those without.

const KINDS = ["cue", "no_cue"];
const FALL = 0.7; // share of a hold in which a mark falls
const FALL_PX = 110; // from the network, over the raster, into its bar

/** Build the bars of one arm. */
function buildTally(arm, { words, groups }) {
  const names = [groups[0], groups[1], words.other, words.none];
  const rows = KINDS.map((kind) => {
    const title = make("p", {}), cells = names.map((name) => {
      const number = make("span", {}), fill = make("div", {}), mark = make("i", {});
      const track = make("div", { class: "np-track" }, fill, mark);
      // Names stand over the upper bars; the lower ones have them for screen readers.
      const shown = make("span", { class: kind === "cue" ? "" : "np-hidden" }, `${name} `);
      return { number, fill, mark, item: make("li", {}, shown, number, track) };
    });
    cells.forEach(({ fill, mark }, at) => {
      fill.className = `np-fill np-fill-${at}`;
      mark.className = `np-mark np-fill-${at}`;
    });
    return { kind, title, cells, box: make("div", { class: `np-answers np-${kind}` }, title,
      make("ul", {}, ...cells.map(({ item }) => item))) };
  });
  return { trials: arm.n_trials, rows, box: make("div", {}, ...rows.map(({ box }) => box)) };
}

/**
 * Return what the bars show: counts, of how many trials, and the mark that is falling.
 *
 * @param {object} place see `placeIn`.
 * @param {boolean} whole the numbers of the whole test, and no film.
 */
function tallyOf(test, kind, trials, film, { part, held }, whole) {
  const all = countsOf(test, kind, trials);
  if (whole) return { counts: all, bars: all, trials, falling: null };
  const before = countsBefore(test, kind, film, part.number);
  if (part.kind === "end") { // the trials that are not shown are added
    const done = Math.min(1, 2 * held / END_MS);
    return { counts: all, trials, falling: null,
      bars: before.map((count, at) => count + done * (all[at] - count)) };
  }
  const shown = before.reduce((sum, count) => sum + count, 0);
  if (part.kind !== kind || held === 0) {
    return { counts: before, bars: before, trials: shown, falling: null };
  }
  const at = placeOf(test.answers[kind][part.trial]), left = Math.max(0, 1 - held / (FALL * HOLD_MS));
  const after = before.map((count, place) => count + (place === at ? 1 : 0));
  return { counts: after, bars: left ? before : after, trials: shown + 1,
    falling: left ? { at, left, slot: before[at] } : null };
}

/** Show the bars at one time of the film. */
function showTally(tally, test, film, place, whole, words) {
  for (const { kind, title, cells } of tally.rows) {
    const { counts, bars, trials, falling } = tallyOf(test, kind, tally.trials, film, place, whole);
    say(title, fill(trials === 1 ? words[`${kind}_trial`] : words[`${kind}_trials`], { trials }));
    cells.forEach((cell, at) => {
      say(cell.number, String(counts[at]));
      cell.fill.style.width = `${100 * bars[at] / tally.trials}%`;
      const falls = falling?.at === at;
      cell.mark.hidden = !falls;
      if (!falls) return;
      cell.mark.style.left = `${100 * falling.slot / tally.trials}%`;
      cell.mark.style.width = `${100 / tally.trials}%`;
      cell.mark.style.transform = `translateY(${-FALL_PX * falling.left ** 2}px)`;
    });
  }
}

/** Put a text into an element, if it is not there already. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Return the outcome of a whole test in words. */
function outcomeInWords(arm, test, { words, groups }) {
  const names = [groups[0], groups[1], words.other, words.none];
  const lines = KINDS.map((kind) => {
    const title = fill(words[`${kind}_trials`], { trials: arm.n_trials });
    return `${title}: ${countsOf(test, kind, arm.n_trials).map((count, at) =>
      `${names[at]} ${count}`).join(", ")}`;
  });
  return [...lines, ...(test.fused ? [words.fused] : [])].join("; ");
}

/** Return what answered in one trial, in words. */
function answerInWords(test, { kind, trial }, { words, groups }) {
  const answer = test.answers[kind][trial];
  return fill(words[`${kind}_answer`], { answer: answer < 4 ? groups[answer] : words.no_pattern });
}
