// The way in: what a component or a file hands over, and what it gets back.

const mounted = new WeakMap(); // place on the page -> its latest call: data and player

/**
 * Show a plan and a replay in `parentElement`. Called again there, it keeps the play position; with
 * the same runs nothing but the plan is drawn anew, and with the same data nothing at all.
 *
 * @param {object} component Streamlit's argument; three of its entries are used.
 * @param {Element|ShadowRoot} component.parentElement where the player is put.
 * @param {function(string, object): void} [component.setTriggerValue] called with "move" and one of
 *   { arm: id, path, value } a thing was moved: the value that the path is to have,
 *   { arm: id, path, remove: true, value? } deleted; the value is what is left of a list of days,
 *   { arm: id, path, open: true } the setting of a thing is asked for;
 *   and with "ended" and true when a replay has played to its end.
 * @param {object|string|null} component.data the replay, as an object or as JSON:
 *   title: str; words: {name: str} every other text, some with {places};
 *   autoplay, loops, tells_end, faint, named, compact: bool, optional: autoplay begins once the
 *   networks come into sight; loops begins again at the end; tells_end sends "ended"; faint runs
 *   belong to other settings; named has the names of arms above it, so that it shows them only
 *   where arms are stacked; compact is smaller and has no notes;
 *   days: [model day of each test], none if nothing was run: then arms is empty, too, and all of
 *   groups: [str] names of A, B, C, D, cue, rest, inhibitory, in this order;
 *   cells: [int] group of each shown cell; n_cells_in_all: int;
 *   film, what is played of each test: { rest_ms, trial_ms: lengths of its rest and of a trial;
 *     moments_ms: [ms from the begin of that rest at which each trial begins] };
 *   arms, 0 to 4: { label: str, n_trials: of each test, more than are played, tests, as JSON text
 *     or as they are, one per day:
 *       { rest: spikes, cue: [spikes of each trial], no_cue: [spikes of the same moment without
 *       the cue], all packed as in `sim.plots.player.replay`; answers: { cue: [0 to 3 for A to D, 4 for
 *       none], no_cue }, edges: [[pre cell, post cell, weight, kind]] with kind 0 kept, 1 born,
 *       2 lost; answer, uncued: [share of all trials answered A, B, C, D, none] } };
 *   calendar, the plan: { length_d: model days, open_least: share from which on the window
 *     counts as open, editable: bool, turn: any, optional, another one
 *     with each answer to a move; arms, 1 to 4: { id, label: str,
 *     doses_d: [day], sessions: [{ day, pattern }], stress_d: [[from, to]], erased_d: [day],
 *     tests_d: [day],
 *     window_t_d: [day], window: [0 to 1], both empty if it is unknown; expected: bool, the window
 *     is not that of a run with this plan; course: { t_d: [days since a dose], window } or null;
 *     hours: { h, level: [ng/mL], block_inh, block_exc, window: [0 to 1] or null }, after the first
 *     dose, or null without one; handles: [{ kind: "dose" | "sessions" | "count", path, act: str,
 *       marks: "doses" | "sessions", days: [day of each mark], pattern, value, min, max, step, key,
 *       every_d, label, count: path or "", shared: [id of other arms that move with it] }], see `sim.plots.player.handles` } }.
 * @returns {function(): void} clean-up; a late one, of an earlier call, does nothing.
 */
export default function mountPlayer({ data, parentElement, setTriggerValue }) {
  const whole = typeof data === "string" ? JSON.parse(data) : data ?? null;
  const { calendar, faint, ...rest } = whole ?? {};
  const before = mounted.get(parentElement), call = { send: setTriggerValue,
    runs: JSON.stringify(whole && rest), plan: JSON.stringify([calendar, faint]),
    player: before?.player };
  mounted.set(parentElement, call);
  const send = (name, value) => mounted.get(parentElement)?.send?.(name, value);
  const copied = JSON.parse(call.plan); // the data of the caller stays as it is
  if (before?.runs !== call.runs) {
    const previous = before?.player?.state(), runs = JSON.parse(call.runs);
    for (const arm of runs?.arms ?? []) {
      if (typeof arm.tests === "string") arm.tests = JSON.parse(arm.tests);
    }
    before?.player?.remove();
    call.player = runs && createPlayer(parentElement,
      prepare({ ...runs, calendar: copied[0], faint: copied[1] }), previous, send);
  } else if (before.plan !== call.plan) call.player?.setPlan(...copied);
  return () => {
    if (mounted.get(parentElement) !== call) return;
    mounted.delete(parentElement);
    call.player?.remove();
  };
}

/** Mount the replay of a single HTML file: JSON in `#replay`, place in `#player`. */
export function standalone() {
  const data = document.getElementById("replay").textContent;
  return mountPlayer({ data, parentElement: document.getElementById("player") });
}
