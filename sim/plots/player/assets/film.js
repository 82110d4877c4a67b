// What is played of a test: rest, then trials one after another. In each the cue is shown to a copy
// of the network as it is at one moment of its rest; then the same moment goes on without the cue.

const HOLD_MS = 350; // after a trial the picture stands still, and its answer is counted
const END_MS = 1000; // at the end of a test: what all its trials came to
const ANSWERS = [[0], [1], [2, 3], [4]]; // A, B, other, none, as places in A, B, C, D, none

/**
 * Return the parts of every test, in order, and how long all of them take.
 *
 * A part has its kind (rest, cue, no_cue or end), number of trial, begin (`from`) and `length` in
 * ms of the film, the `hold` after it, its begin in the raster (`tape`), where there are no holds,
 * and what went `before` it: the part whose activity it goes on from, `apart` ms after its end,
 * or before that if the moments are close.
 */
function filmOf(film) {
  if (!film) return { parts: [], span: 0, tape: 0 };
  const { rest_ms: rest, trial_ms: length, moments_ms: moments } = film;
  const parts = [{ kind: "rest", trial: -1, length: rest, hold: 0, before: null, apart: 0 }];
  moments.forEach((moment, trial) => {
    const before = parts.at(-1), since = trial ? moments[trial - 1] + length : rest;
    for (const kind of ["cue", "no_cue"]) {
      parts.push({ kind, trial, length, hold: HOLD_MS, before, apart: moment - since });
    }
  });
  parts.push({ kind: "end", trial: moments.length, length: 0, hold: END_MS, before: null, apart: 0 });
  let span = 0, tape = 0;
  parts.forEach((part, number) => {
    Object.assign(part, { number, from: span, tape });
    span += part.length + part.hold;
    tape += part.length;
  });
  return { parts, span, tape };
}

/** Return what is shown at a time of the film: its part, ms since its begin, ms of the hold. */
function placeIn({ parts }, at) {
  const part = parts.findLast(({ from }) => from <= at), since = at - part.from;
  return { part, ms: Math.min(since, part.length), held: Math.max(0, since - part.length) };
}

/** Return the next part of a kind, in order; after the last one comes the first again. */
function nextOf({ parts }, kind, number) {
  const all = parts.filter((part) => part.kind === kind);
  return all.find((part) => part.number > number) ?? all[0];
}

/** Return how bright a cell is: 1 at a spike, then fading. It depends on nothing but the time. */
function glow(stretches, { part, ms }, cell, fadeMs) {
  const last = stretches[part.number].trains[cell].findLast((spike) => spike <= ms);
  if (last !== undefined) return Math.exp((last - ms) / fadeMs);
  if (!part.before) return 0;
  const began = part.before.length + part.apart; // moments of a test may lie in one another
  const earlier = stretches[part.before.number].trains[cell].findLast((spike) => spike <= began);
  return earlier === undefined ? 0 : Math.exp((earlier - began - ms) / fadeMs);
}

/** Return how often each of A, B, other and none answered in the trials before a part. */
function countsBefore(test, kind, { parts }, number) {
  const counts = ANSWERS.map(() => 0);
  for (const part of parts.slice(0, number)) {
    if (part.kind === kind) counts[placeOf(test.answers[kind][part.trial])] += 1;
  }
  return counts;
}

/** Return the place of an answer (A, B, C, D, none) among A, B, other and none. */
const placeOf = (answer) => ANSWERS.findIndex((places) => places.includes(answer));

/** Return how often each of A, B, other and none answered in all trials of a test. */
function countsOf(test, kind, trials) {
  const shares = kind === "cue" ? test.answer : test.uncued;
  return ANSWERS.map((places) => Math.round(trials * places.reduce((sum, at) => sum + shares[at], 0)));
}
