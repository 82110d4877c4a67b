// The player: time, keys, pointer, and the way in.

const LIGHT_MS = 120; // in which the pattern that answered lights up

/**
 * Build one player in `parent`; without a run it is a calendar and a magnifier.
 *
 * @param {object} previous the state of the player that it replaces, if there was one.
 * @param {function(string, object): void} send called with "move" and each finished move in the calendar,
 *   and "ended" when it has played to its end.
 */
function createPlayer(parent, replay, previous, send) {
  const { words, days, film } = replay, { span } = film, end = days.length * span;
  const calendar = createCalendar(replay, (move) => send("move", move), goToDay), magnifier = createMagnifier(replay);
  const page = buildPage(replay, calendar, magnifier), { root } = page;
  const gone = new AbortController();
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const state = { at: 0, speed: previous?.speed ?? 1, playing: false, until: null, picked: null,
    hovered: null };
  let look, scenes = [], drawn = "", frame = 0, before_ms = 0, spoke_ms = -1000, speech = 0;

  const dayAt = (at) => Math.min(Math.floor(at / span), days.length - 1);
  const now = () => (calm.matches && state.playing ? dayAt(state.at) * span : state.at);
  const chosen = () => state.hovered ?? state.picked;
  const sizeOf = (canvas) => ({ width: canvas.clientWidth, height: canvas.clientHeight });

  /** Return what is shown now: the day, the place in the film of its test, and what of it. */
  function shown() {
    const at = now(), day = dayAt(at), ms = at - day * span, place = placeIn(film, ms);
    // A test that is not played stands for all of it.
    return { ...place, day, whole: ms === 0 && (calm.matches || !state.playing) };
  }

  /** Draw what changes with the day or the chosen cell only; each frame copies it. */
  function drawStill(day) {
    calendar.draw(look, days[day]);
    page.arms.forEach((arm, at) => {
      const test = replay.arms[at].tests[day], { network, raster, nodes } = scenes[at];
      drawEdges(context(arm.edges, network, look), replay, look, nodes, test.edges, chosen());
      drawRaster(context(arm.spikes, raster, look), replay, look, test, raster, chosen());
    });
    describe(page, replay, day);
  }

  function drawArm(arm, at, scene) {
    const { part, ms, held, day, whole } = scene, { network, raster, nodes } = scenes[at];
    const test = replay.arms[at].tests[day], { stretches } = test;
    const { trains } = stretches[part.number], isTrial = KINDS.includes(part.kind) && !whole;
    const busiest = Math.max(1, ...trains.map((train) => train.length));
    const still = calm.matches && (whole || held); // nothing moves: show how much each cell fired
    const level = (cell) => (part.kind === "end" ? 0 : still ? trains[cell].length / busiest
      : glow(stretches, scene, cell, FADE_MS * state.speed));
    const ctx = context(arm.network, network, look), strip = context(arm.raster, raster, look);
    ctx.drawImage(arm.edges, 0, 0, network.width, network.height);
    if (isTrial && held) {
      drawWinner(ctx, replay, look, nodes, test.answers[part.kind][part.trial],
        calm.matches ? 1 : Math.min(1, held / LIGHT_MS));
    }
    if (isTrial) drawCue(ctx, replay, look, nodes, scene);
    drawNodes(ctx, replay, look, nodes.spots, level, chosen());
    strip.drawImage(arm.spikes, 0, 0, raster.width, raster.height);
    strip.fillStyle = look.ink;
    strip.fillRect(rasterX(part.tape + ms, replay, raster.width) - 1, 0, 2, raster.height);
    say(arm.clock, captionOf(scene, test));
    showTally(arm.tally, test, film, scene, whole, words);
  }

  /** Return the words over a raster: what happens, and what answered. */
  function captionOf({ part, held, day, whole }, test) {
    const values = { day: plain(days[day]), trial: part.trial + 1, seconds: part.length / 1000 };
    const said = fill(words[whole ? "caption_whole" : `caption_${part.kind}`], values);
    const answered = KINDS.includes(part.kind) && held ? `: ${answerInWords(test, part, replay)}` : "";
    return `${said}${answered}${test.fused ? `. ${words.fused}.` : ""}`;
  }

  function draw() {
    if (!look) return; // not measured yet
    if (!days.length) return calendar.draw(look, null);
    const scene = shown(), { day, part } = scene, key = `${day} ${chosen()}`;
    if (key !== drawn) drawStill(day);
    drawn = key;
    page.arms.forEach((arm, index) => drawArm(arm, index, scene));
    page.scrub.value = state.at;
    const time = fill(words.time, { day: plain(days[day]),
      part: fill(words[`part_${part.kind}`], { trial: part.trial + 1 }) });
    if (page.time.textContent === time) return;
    page.time.textContent = time;
    page.scrub.setAttribute("aria-valuetext", time);
  }

  /** Measure and draw anew: after a change of size, theme or resolution. */
  function refresh() {
    if (root.clientWidth === 0) return; // hidden: there is nothing to measure
    look = readLook(root);
    scenes = page.arms.map((arm) => ({ network: sizeOf(arm.network), raster: sizeOf(arm.raster),
      nodes: placeNodes(replay.members, sizeOf(arm.network)) }));
    drawn = "";
    draw();
    magnifier.draw(look);
  }

  /** Tell a screen reader what came of the trial or the test: at rest only, at most once a second. */
  function speak() {
    clearTimeout(speech);
    speech = setTimeout(() => {
      if (state.playing) return;
      spoke_ms = performance.now();
      const { day, part, held } = shown(), test = (arm) => arm.tests[day];
      const isTrial = KINDS.includes(part.kind) && held;
      page.live.textContent = [page.time.textContent, ...replay.arms.map((arm) => `${arm.label}: ${
        isTrial ? answerInWords(test(arm), part, replay) : outcomeInWords(arm, test(arm), replay)
      }`)].join(". ");
    }, Math.max(0, spoke_ms + 1000 - performance.now()));
  }

  function tick(time_ms) {
    const stop = state.until ?? end;
    state.at = Math.min(stop, state.at + state.speed * clamp(time_ms - before_ms, 0, 100));
    before_ms = time_ms;
    frame = requestAnimationFrame(tick);
    if (state.at === stop) {
      if (state.until === null) atEnd();
      else play(false);
    }
    draw();
  }

  /** Begin again, or rest and tell that all of it was seen. */
  function atEnd() {
    if (replay.loops && !calm.matches) {
      state.at = 0;
      return;
    }
    play(false);
    if (replay.tells_end) send("ended", true);
  }

  function play(on) {
    state.until = null;
    if (on === state.playing || !days.length) return;
    cancelAnimationFrame(frame);
    state.at = !on ? now() : state.at === end ? 0 : state.at;
    state.playing = on;
    page.faces.forEach((icon, at) => icon.classList.toggle("np-away", (at === 1) !== on));
    before_ms = performance.now();
    if (on) frame = requestAnimationFrame(tick);
    else speak();
  }

  function go(at) {
    if (!days.length) return;
    play(false);
    state.at = clamp(at, 0, end);
    draw();
    speak();
  }

  /** Play the next trial of this day, with the cue or without, and stand still at its answer. */
  function give(kind) {
    if (!days.length) return;
    play(false);
    const { day, part } = shown(), next = nextOf(film, kind, part.number);
    const last = day * span + next.from + next.length + next.hold - 1;
    if (calm.matches) return go(last);
    state.at = day * span + next.from;
    draw();
    play(true);
    state.until = last;
  }

  const toggle = () => play(!state.playing);
  const step = (by) => go(clamp(dayAt(state.at) + by, 0, days.length - 1) * span);

  /** Go to the test that is nearest to a model day. */
  function goToDay(day) {
    const away = days.map((tested) => Math.abs(tested - day));
    if (days.length) go(away.indexOf(Math.min(...away)) * span);
  }

  const ACTIONS = { " ": toggle, ArrowLeft: () => step(-1), ArrowRight: () => step(1),
    Home: () => step(-Infinity), End: () => step(Infinity), g: () => give("cue"),
    n: () => give("no_cue") };

  function onKey(event) {
    const on = event.target, pressed = event.key === " " && on.matches("button, summary");
    const typing = on.matches("select, textarea, input:not([type=range])");
    if (pressed || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? { ArrowLeft: "Home", ArrowRight: "End" }[event.key] : null;
    const action = ACTIONS[far ?? event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  function nearest(event, at) {
    let best = null, least = REACH_PX ** 2;
    scenes[at].nodes.spots.forEach(({ x, y }, cell) => {
      const distance = (x - event.offsetX) ** 2 + (y - event.offsetY) ** 2;
      if (distance < least) [best, least] = [cell, distance];
    });
    return best;
  }

  function follow(role, cell) {
    if (state[role] === cell) return;
    if (role === "picked") state.hovered = null; // a choice by key wins over a resting pointer
    state[role] = cell;
    page.cell.value = state.picked ?? "";
    draw();
  }

  function listen() {
    const on = (target, name, act) => target.addEventListener(name, act, { signal: gone.signal });
    on(page.first, "click", () => step(-Infinity));
    on(page.back, "click", () => step(-1));
    on(page.on, "click", () => step(1));
    on(page.play, "click", toggle);
    on(page.give, "click", () => give("cue"));
    on(page.without, "click", () => give("no_cue"));
    on(page.scrub, "input", () => go(page.scrub.valueAsNumber));
    on(page.speed, "change", () => { state.speed = Number(page.speed.value); });
    on(page.cell, "change", () => follow("picked",
      page.cell.value === "" ? null : Number(page.cell.value)));
    page.arms.forEach(({ network }, at) => {
      on(network, "pointermove", (event) => follow("hovered", nearest(event, at)));
      on(network, "pointerleave", () => follow("hovered", null));
      on(network, "click", (event) => follow("picked", nearest(event, at)));
    });
    on(magnifier.button, "click", () => magnifier.toggle(look));
    on(root, "keydown", onKey);
    // A theme arrives by CSS alone; the one-millisecond transition of the root tells of it.
    on(root, "transitionend", (event) => event.target === root && refresh());
    on(calm, "change", draw);
    on(window, "resize", refresh); // zoom, or another screen
    on(document, "visibilitychange", () => document.hidden && play(false));
  }

  /** Go to the model day, time and cell of the player that stood here before, where they fit. */
  function resume() {
    const day = days.indexOf(previous?.day);
    if (day >= 0) state.at = Math.min(day * span + previous.ms, end);
    if (previous?.hours) magnifier.toggle(null);
    if (previous?.picked < replay.cells?.length) state.picked = previous.picked;
    page.speed.value = state.speed;
    page.cell.value = state.picked ?? "";
    page.faces[1].classList.add("np-away");
    if (previous) play(previous.playing && day >= 0);
    else if (replay.autoplay === true && days.length && !calm.matches) {
      sight.observe(page.arms[0].network);
    }
  }

  /** Begin to play when the networks come into sight; below a picture it would end unseen. */
  const sight = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    sight.disconnect();
    play(true);
  }, { threshold: 0.5 });

  const observer = new ResizeObserver(refresh);
  listen();
  resume();
  parent.append(root);
  observer.observe(root);
  if (previous?.grip) calendar.focus(previous.grip);

  /** Show another plan, and whether the runs belong to other settings, over the same runs. */
  function setPlan(plan, faint) {
    root.classList.toggle("np-faint", faint === true);
    calendar.setPlan(plan);
    magnifier.setPlan(plan, look);
  }

  setPlan(replay.calendar, replay.faint);
  return {
    setPlan,
    state: () => ({ ...state, day: days[dayAt(state.at)], ms: state.at - dayAt(state.at) * span,
      hours: magnifier.isOpen(), grip: calendar.focused() }),
    remove() {
      play(false);
      clearTimeout(speech);
      observer.disconnect();
      sight.disconnect();
      gone.abort();
      calendar.remove();
      root.remove();
    },
  };
}
