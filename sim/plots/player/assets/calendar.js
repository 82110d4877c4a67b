// The calendar: a canvas, and over it one slider for each thing that can be moved.

const IDLE_MS = 600; // after the last key a move counts as finished
const FAR = 7; // days or marks of an arrow key with Shift
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -FAR,
  PageUp: FAR, Home: -Infinity, End: Infinity };

/**
 * Build the calendar.
 *
 * @param {object} replay the data of the page, see mount.js.
 * @param {function(object): void} send called with each finished move, once.
 * @param {function(number): void} choose called with the day at which the canvas was pressed.
 */
function createCalendar(replay, send, choose) {
  const { words, days } = replay, gone = new AbortController();
  const canvas = make("canvas", { class: "np-calendar", role: "img" });
  const layer = make("div", { class: "np-grips" });
  const live = make("p", { class: "np-hidden", "aria-live": "polite" });
  const below = make("p", { class: "np-note" }); // words that found no room in the lanes
  const box = make("div", { class: "np-plan" }, canvas, layer, live);
  const coarse = window.matchMedia("(pointer: coarse)");
  let plan = replay.calendar, look = null, day = null, where = null, elements = new Map();
  let held = null; // what is being moved: its grip, the plan as it was, and how it is moved
  let late = null; // a plan that came meanwhile
  let idle = 0, marked = null;

  const now = () => box.getRootNode().activeElement;
  const gripAt = (element) => elements.get(element?.closest?.(".np-grip")?.dataset.key)?.grip;
  const handleOf = ({ arm, at }) => plan.arms[arm].handles[at];

  function active() {
    const grip = held?.grip ?? marked;
    if (!grip || !handleOf(grip)) return null;
    const handle = handleOf(grip), single = handle.kind === "dose";
    const many = handle.kind === "count" && handle.value > 1; // say how many, and on which days
    const text = whereIs(many ? { ...handle, kind: "sessions" } : handle, grip.index, words);
    return { arm: grip.arm, doses: handle.marks === "doses",
      days: single ? [handle.value[grip.index]] : handle.days,
      text: held ? text : "" };
  }

  function redraw() {
    if (!look || !where) return;
    const now = active(), unsaid = drawCalendar(canvas, plan, look, where, words, day, now);
    if (!now) below.textContent = unsaid.join("; "); // what is held must not move away
    for (const { element, grip } of elements.values()) {
      placeGrip(element, grip, plan, where, words);
    }
  }

  /** Make the elements fit the plan; those that stay keep their focus. */
  function rebuild() {
    const before = elements, focus = now()?.dataset?.key;
    elements = new Map((plan.editable ? gripsOf(plan) : []).map((grip) => [grip.key, { grip,
      element: before.get(grip.key)?.element ?? make("div", { class: "np-grip", role: "slider",
        tabindex: 0, "data-key": grip.key, "aria-orientation": "horizontal" }) }]));
    const wanted = [...elements.values()].map(({ element }) => element);
    for (const old of [...layer.children]) if (!wanted.includes(old)) old.remove();
    wanted.forEach((element, at) => {
      if (layer.children[at] !== element) layer.insertBefore(element, layer.children[at] ?? null);
    });
    if (focus && now()?.dataset?.key !== focus) elements.get(focus)?.element.focus();
    marked = null;
  }

  /** Measure, and draw with another look or on another day. */
  function draw(newLook, newDay) {
    [look, day] = [newLook, newDay];
    const lane = laneOf(plan.editable, coarse.matches);
    canvas.style.height = `${plan.arms.length * lane.height + AXIS_PX}px`;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    where = { lane, size, scale: scaleOf(plan, days, lane, size.width) };
    redraw();
    describePlan();
  }

  function describePlan() {
    const list = (all) => all.map((value) => [value].flat().map(plain).join("–")).join(", ")
      || words.nothing;
    const practice = ({ sessions }) => {
      const patterns = [...new Set(sessions.map((session) => session.pattern))];
      return patterns.map((name) => {
        const ofPattern = sessions.filter((session) => session.pattern === name);
        return `${list(ofPattern.map((session) => session.day))} (${name})`;
      });
    };
    const lanes = plan.arms.map((arm) => fill(words.alt_lane, { arm: arm.label,
      doses: list(arm.doses_d), sessions: practice(arm).join(", ") || words.nothing,
      stress: list(arm.stress_d), erased: list(arm.erased_d) }));
    const lead = fill(day === null ? words.alt_plan : words.alt_calendar, {
      day: day === null ? "" : plain(day), length: plain(plan.length_d), tests: list(days) });
    canvas.setAttribute("aria-label", [lead, ...lanes].join(" "));
  }

  function hold(grip, how) {
    if (held && held.grip.key !== grip.key) finish();
    held ??= { grip, before: plan, how };
  }

  /** Move what is held to a day or number; it may not leave its bounds. */
  function moveTo(wanted) {
    const { grip, before } = held, handle = before.arms[grip.arm].handles[grip.at];
    const value = valueAt(handle, grip.index, wanted);
    const same = JSON.stringify(value) === JSON.stringify(handle.value);
    plan = same ? before : movedPlan(before, grip, value);
    redraw();
  }

  /** Let go: tell what changed, once. */
  function finish() {
    clearTimeout(idle);
    if (!held) return;
    const { grip, before } = held, arm = plan.arms[grip.arm];
    held = null;
    if (plan === before) return abandon();
    late = null; // the answer to this move replaces it
    const handle = arm.handles[grip.at], dose_d = valueOf(handle, grip.index);
    if (handle.kind === "dose") { // in order of time; the focus stays with the dose
      const value = [...handle.value].sort((left, right) => left - right);
      const had = now()?.dataset?.key === grip.key;
      plan = movedPlan(plan, grip, value);
      const key = keyOf(arm, handle, value.indexOf(dose_d));
      if (had) elements.get(key)?.element.focus();
    }
    const { path, value } = plan.arms[grip.arm].handles[grip.at];
    const text = whereIs(handle, grip.index, words);
    live.textContent = `${nameOf(handle, grip.index, arm, words)}: ${text}`;
    redraw();
    describePlan();
    send({ arm: arm.id, path, value });
  }

  /** Put back what was held, and show a plan that came meanwhile. */
  function abandon() {
    clearTimeout(idle);
    if (held) plan = held.before;
    held = null;
    if (late) setPlan(late);
    else redraw();
  }

  function remove(pressed) {
    finish();
    const grip = gripAt(now()) ?? pressed; // a move that ended just now may have changed its place
    const arm = plan.arms[grip.arm], handle = arm.handles[grip.at], order = [...elements.keys()];
    if (!handle || (handle.kind !== "dose" && !handle.count)) return;
    live.textContent = `${nameOf(handle, grip.index, arm, words)}: ${words.removed}`;
    const sent = { arm: arm.id, path: handle.path, remove: true };
    const rest = handle.kind === "dose" ? handle.value.filter((_, at) => at !== grip.index) : [];
    if (handle.kind === "dose") sent.value = rest;
    plan = rest.length ? movedPlan(plan, grip, rest) : planWithout(plan, grip);
    rebuild();
    const next = order.slice(order.indexOf(grip.key)).concat(order).find((key) =>
      elements.has(key));
    (elements.get(next)?.element ?? box.closest(".np"))?.focus();
    draw(look, day);
    send(sent);
  }

  function open(pressed) {
    finish();
    const grip = gripAt(now()) ?? pressed;
    send({ arm: plan.arms[grip.arm].id, path: handleOf(grip).path, open: true });
  }

  function onKey(event) {
    const grip = gripAt(event.target), step = STEPS[event.key];
    if (!grip || event.ctrlKey || event.metaKey || event.altKey || event.key === " ") return;
    const acts = { Delete: remove, Backspace: remove, Enter: open, Escape: abandon };
    if (step === undefined && !acts[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    if (step === undefined) return void acts[event.key](grip);
    if (held?.how === "pointer") return;
    hold(grip, "keys");
    const handle = handleOf(grip), size = (event.shiftKey ? FAR : 1) * handle.key;
    moveTo(valueOf(handle, grip.index) + step * size);
    clearTimeout(idle);
    idle = setTimeout(finish, IDLE_MS);
  }

  function onDown(event) {
    const grip = gripAt(event.target);
    if (!grip || event.button !== 0) return;
    finish();
    event.preventDefault(); // no selection of text; so the focus must be given by hand
    event.target.focus({ preventScroll: true, focusVisible: false });
    event.target.setPointerCapture(event.pointerId);
    hold(grip, "pointer");
    held.from = event.clientX;
    redraw();
  }

  function onMove(event) {
    if (held?.how !== "pointer") return void mark(gripAt(event.target) ?? null);
    const { grip, before, from } = held, handle = before.arms[grip.arm].handles[grip.at];
    const perDay = where.scale.perDay, by = event.clientX - from;
    const every = handle.every_d * perDay >= 2 ? handle.every_d * perDay : 24;
    const wanted = valueOf(handle, grip.index) + by / (handle.kind === "count" ? every : perDay);
    held.moved ||= Math.abs(by) > 3;
    if (held.moved) moveTo(Math.round(wanted / handle.step) * handle.step);
  }

  function mark(grip) {
    if (marked?.key === grip?.key) return;
    marked = grip;
    redraw();
  }

  function listen() {
    const on = (target, name, act) => target.addEventListener(name, act, { signal: gone.signal });
    on(layer, "keydown", onKey);
    on(layer, "pointerdown", onDown);
    on(layer, "pointermove", onMove);
    on(layer, "pointerup", () => held?.how === "pointer" && finish());
    on(layer, "pointercancel", () => held?.how === "pointer" && abandon());
    on(layer, "pointerout", () => mark(null));
    on(layer, "dblclick", (event) => gripAt(event.target) && open(gripAt(event.target)));
    on(layer, "focusin", (event) => mark(gripAt(event.target) ?? null));
    on(layer, "focusout", () => { mark(null); if (held?.how === "keys") finish(); });
    on(canvas, "click", (event) => where && choose(where.scale.first
      + (event.offsetX - where.lane.side) / where.scale.perDay));
  }

  /** Show another plan; while something is held it waits. */
  function setPlan(next) {
    late = held ? next : null;
    if (held) return;
    plan = next;
    rebuild();
    if (look) draw(look, day);
  }

  listen();
  rebuild();
  return { box, below, draw, setPlan, focused: () => now()?.dataset?.key,
    focus: (key) => elements.get(key)?.element.focus(),
    remove() {
      if (held?.how === "keys") finish(); // a move that only waited for more keys counts
      clearTimeout(idle);
      gone.abort();
    } };
}
