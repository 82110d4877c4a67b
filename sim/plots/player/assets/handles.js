// Handles: what they change, where they lie on the canvas, and what they say.

/** Return the marks of a handle that has another value. */
function daysOf(handle, value) {
  if (handle.kind === "dose") return value;
  if (handle.kind === "sessions") {
    return handle.days.map((day) => tidy(day + value - handle.value));
  }
  return Array.from({ length: value }, (_, at) => tidy(handle.days[0] + at * handle.every_d));
}

/** Return `all` without one entry for each entry of `gone`. */
function without(all, gone) {
  const left = gone.map((entry) => JSON.stringify(entry));
  return all.filter((entry) => {
    const at = left.indexOf(JSON.stringify(entry));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Return an arm in which the handle number `at` has another value: a new object. */
function withValue(arm, at, value, length_d) {
  return withDays(arm, arm.handles[at], daysOf(arm.handles[at], value), length_d,
    arm.handles.map((handle, place) => (place === at ? { ...handle, value } : handle)));
}

/** Return a plan with a handle changed by `change`: in its arm, and in those that share it. */
function inAll(plan, grip, change) {
  const { path, shared } = plan.arms[grip.arm].handles[grip.at];
  return { ...plan, arms: plan.arms.map((arm, index) => {
    const at = arm.handles.findIndex((handle) => handle.path === path);
    return at >= 0 && (index === grip.arm || shared.includes(arm.id)) ? change(arm, at) : arm;
  }) };
}

/** Return a plan in which a handle has another value. */
const movedPlan = (plan, grip, value) => inAll(plan, grip,
  (arm, at) => withValue(arm, at, value, plan.length_d));

/** Return a plan without what a handle stands for. */
const planWithout = (plan, grip) => inAll(plan, grip,
  (arm, at) => withoutBlock(arm, at, plan.length_d));

/** Return an arm without what a handle stands for. */
function withoutBlock(arm, at, length_d) {
  const { act } = arm.handles[at];
  return withDays(arm, arm.handles[at], [], length_d,
    arm.handles.filter((handle) => handle.act !== act));
}

function withDays(arm, old, days, length_d, handles) {
  const next = { ...arm, expected: true, // the run did something else
    handles: handles.map((handle) => (handle.act === old.act ? { ...handle, days } : handle)) };
  if (old.marks === "sessions") {
    const sessions = (list) => list.map((day) => ({ day, pattern: old.pattern }));
    next.sessions = [...without(arm.sessions, sessions(old.days)), ...sessions(days)];
    return next;
  }
  next.doses_d = [...without(arm.doses_d, old.days), ...days]
    .sort((earlier, later) => earlier - later);
  if (!arm.course) return next; // no run shows how a window goes
  return { ...next, ...expectedWindow(arm.course, next.doses_d, length_d) };
}

/** Return the day or the number that one grip of a handle stands for. */
const valueOf = (handle, index) => (handle.kind === "dose" ? handle.value[index] : handle.value);

/** Return the value of a handle when one of its grips is moved to a day or number, in its bounds. */
function valueAt(handle, index, wanted) {
  const value = tidy(clamp(wanted, handle.min, handle.max));
  if (handle.kind !== "dose") return handle.kind === "count" ? Math.round(value) : value;
  return handle.value.map((day, at) => (at === index ? value : day));
}

/** Return where a grip is, in words. */
function whereIs(handle, index, words) {
  if (handle.kind === "count") return fill(words.grip_count, { count: handle.value });
  if (handle.kind === "dose" || handle.days.length === 1) {
    return fill(words.grip_day, { day: plain(valueOf(handle, index)) });
  }
  return fill(handle.marks === "doses" ? words.grip_doses : words.grip_days, {
    count: handle.days.length, first: plain(handle.days[0]), last: plain(handle.days.at(-1)) });
}

/** Return the name of a grip. */
function nameOf(handle, index, arm, words) {
  const many = handle.kind === "dose" && handle.value.length > 1;
  return fill(many ? words.grip_of : words.grip, { label: handle.label, arm: arm.label,
    number: index + 1, count: many ? handle.value.length : 0 });
}

/** Return what a grip is called from one plan to the next. */
const keyOf = (arm, handle, index) => JSON.stringify([arm.id, handle.path, index]);

/** Return every grip of a plan: one for each single dose, one for each block and each number. */
function gripsOf(plan) {
  return plan.arms.flatMap((arm, armAt) => arm.handles.flatMap((handle, at) => {
    const places = handle.kind === "dose" ? handle.value.map((_, index) => index) : [0];
    return places.map((index) => ({ arm: armAt, at, index, key: keyOf(arm, handle, index) }));
  }));
}

/** Return the box of a grip in px: as large as a target must be, and no wider than its block. */
function boxOf({ arm, at, index }, plan, { scale, lane, size }) {
  const handle = plan.arms[arm].handles[at], { days, kind, marks, count } = handle, { x } = scale;
  const least = lane.row, top = arm * lane.height + lane.label + (marks === "doses" ? 0 : lane.row);
  const box = { top, height: lane.row };
  if (kind === "dose") return { ...box, left: x(days[index]) - least / 2, width: least };
  const last = Math.max(...days), first = Math.min(...days);
  const end = Math.min(x(last) + least / 3, size.width - least); // where the grip for more begins
  if (kind === "count") return { ...box, left: end, width: least };
  const right = count ? end : x(last) + least / 2;
  const left = Math.max(0, Math.min(x(first) - 0.6 * least, right - least));
  return { ...box, left, width: right - left };
}

/** Bring an element in line with its grip: place, value and words. */
function placeGrip(element, grip, plan, where, words) {
  const arm = plan.arms[grip.arm], handle = arm.handles[grip.at], text = whereIs(handle, grip.index,
    words);
  for (const [side, px] of Object.entries(boxOf(grip, plan, where))) {
    element.style[side] = `${Math.round(10 * px) / 10}px`;
  }
  const said = { "aria-label": nameOf(handle, grip.index, arm, words), "aria-valuemin": handle.min,
    "aria-valuemax": handle.max, "aria-valuenow": valueOf(handle, grip.index),
    "aria-valuetext": text, title: words.grip_keys };
  for (const [name, value] of Object.entries(said)) element.setAttribute(name, value);
  element.classList.toggle("np-count", handle.kind === "count");
}
