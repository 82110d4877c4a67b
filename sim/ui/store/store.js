// What this browser keeps: entries with the time of their change, under one versioned name.
// The rule of merging is that of sim/ui/store/copies.py: the newest of each entry wins.

const FORMAT = "plasticity-lab/1", NAMES = ["runs", "notebook", "lessons", "guesses"];
const ASIDE = `${FORMAT}/damaged`, LAST_MS = 2 ** 52;
const ANSWER_MS = 5000, MOST_TRIES = 3; // a message that Python has not heard is sent again
const GATHER_MS = 400; // changes of another tab come in bursts
const PAUSE_MS = 1000; // in writing; what is written after it is kept
const LOST_AFTER_MS = 1500; // shorter breaks nobody needs to know of

const page = { // one for the page, however often the component is mounted
  data: null, send: null, greeted: null, written: "", number: 0, state: "ok", waits: false,
  timer: 0, tries: 0, gather: 0, live: null, listens: false,
};

const isTime = (value) => Number.isInteger(value) && value >= 0 && value <= LAST_MS;
const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const empty = () => ({ format: FORMAT, cleared: 0,
  entries: Object.fromEntries(NAMES.map((name) => [name, {}])) });

/** Return the copy that a text holds; an error for a text that is none. */
function parse(text) {
  const given = JSON.parse(text), copy = empty();
  if (!isMapping(given) || given.format !== FORMAT || !isMapping(given.entries)) {
    throw new SyntaxError("not a local copy");
  }
  copy.cleared = isTime(given.cleared) ? given.cleared : 0;
  for (const name of NAMES) {
    const some = isMapping(given.entries[name]) ? given.entries[name] : {};
    copy.entries[name] = Object.fromEntries(Object.entries(some).filter(([, entry]) =>
      Array.isArray(entry) && entry.length === 2 && isTime(entry[0])));
  }
  return copy;
}

/** Take another copy into `copy`. Of two changes at one time the later in the alphabet wins. */
function merge(copy, other) {
  copy.cleared = Math.max(copy.cleared, other.cleared);
  for (const name of NAMES) {
    const mine = new Map(Object.entries(copy.entries[name]));
    for (const [key, entry] of Object.entries(other.entries[name])) {
      const before = mine.get(key);
      const later = !before || entry[0] > before[0] || (entry[0] === before[0]
        && JSON.stringify(entry) > JSON.stringify(before));
      if (later) mine.set(key, entry);
    }
    copy.entries[name] = Object.fromEntries([...mine].filter(([, [at]]) => at > copy.cleared));
  }
  return copy;
}

const size = (value) => new TextEncoder().encode(JSON.stringify(value)).length;

/** Drop the oldest runs, those with notes last, until the rest fits. */
function shrink(copy, most) {
  let left = size(copy);
  if (left <= most) return copy;
  const order = ([key, [at]]) => [copy.entries.notebook[key]?.[1] ? 1 : 0, at, key];
  const oldest = Object.entries(copy.entries.runs).sort((one, two) => {
    const [first, second] = [order(one), order(two)];
    const place = first.findIndex((part, at) => part !== second[at]);
    return place < 0 ? 0 : first[place] < second[place] ? -1 : 1;
  });
  for (const [key, entry] of oldest) {
    if (left <= most) break;
    left -= size({ [key]: entry });
    delete copy.entries.runs[key];
  }
  return copy;
}

/** Return what is stored; a damaged copy is set aside and an empty one taken. */
function load() {
  const text = window.localStorage.getItem(FORMAT); // throws where storage is blocked
  if (text === null) return empty();
  try {
    return parse(text);
  } catch {
    page.state = "damaged";
    window.localStorage.removeItem(FORMAT);
    window.localStorage.setItem(ASIDE, text);
    return empty();
  }
}

/** Read, merge what this session has changed, write; return the result as text, or null. */
function store() {
  const { data } = page, before = page.state;
  try {
    const old = window.localStorage.getItem(FORMAT);
    if (data.aside && old !== null && window.localStorage.getItem(ASIDE) === null) {
      window.localStorage.setItem(ASIDE, old);
    }
    const kept = load(), isDeletion = data.copy.cleared > kept.cleared;
    const text = JSON.stringify(shrink(merge(kept, data.copy), data.most_bytes));
    if (text !== old) window.localStorage.setItem(FORMAT, text);
    if (isDeletion) window.localStorage.removeItem(ASIDE);
    if (before === "blocked" || before === "full") page.state = "ok";
    return text;
  } catch (error) {
    page.state = error?.name === "QuotaExceededError" && window.localStorage.length > 0
      ? "full" : "blocked";
    return null;
  }
}

/** Run `act` while no other tab is storing, where the browser can promise that. */
function alone(act) {
  if (navigator.locks) navigator.locks.request(FORMAT, act);
  else act();
}

/** Tell Python the state of the store and the whole copy; again if it seems not to have heard. */
function tell(text) {
  const message = { number: (page.number += 1), state: page.state, copy: text };
  page.send("message", message);
  clearTimeout(page.timer);
  page.timer = setTimeout(() => {
    if (page.data.heard >= message.number || page.tries >= MOST_TRIES) return;
    page.tries += 1;
    alone(() => tell(store()));
  }, ANSWER_MS);
}

/** Store what has changed; tell Python at the first time, and when the store itself changes. */
function apply() {
  const stamp = `${page.data.token} ${page.data.changes}`, first = page.data.token !== page.greeted;
  if (stamp === page.written) return;
  page.written = stamp;
  page.greeted = page.data.token;
  alone(() => {
    const before = page.state, text = store();
    if (first || page.state !== before) tell(text);
  });
}

/** Another tab has stored something: put ours beside it, and tell Python once this tab is seen. */
function onOther(event) {
  if (event.type === "storage" && event.key !== FORMAT && event.key !== null) return;
  page.waits ||= event.type === "storage";
  if (!page.waits || document.hidden) return;
  clearTimeout(page.gather);
  page.gather = setTimeout(() => {
    page.waits = false;
    page.tries = 0;
    alone(() => tell(store()));
  }, GATHER_MS);
}

/** Say in words when the connection to the server is gone for more than a moment. */
function watchConnection() {
  const app = document.querySelector("[data-testid=stApp]");
  if (!app) return;
  const name = "data-test-connection-state";
  let timer = 0, wasConnected = false;
  const look = () => {
    const connected = app.getAttribute(name) === "CONNECTED";
    wasConnected ||= connected;
    clearTimeout(timer);
    if (connected) page.live.textContent = "";
    else if (wasConnected) {
      timer = setTimeout(() => { page.live.textContent = page.data.lost; }, LOST_AFTER_MS);
    }
  };
  new MutationObserver(look).observe(app, { attributes: true, attributeFilter: [name] });
  look();
}

/** Hand over what is being written after every pause, not only when the field is left. */
function watchWriting() {
  let timer = 0;
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("[class*=st-key-kept] textarea")) return;
    clearTimeout(timer);
    timer = setTimeout(() => target.dispatchEvent(new KeyboardEvent("keydown",
      { key: "Enter", ctrlKey: true, bubbles: true })), PAUSE_MS);
  });
}

/** Put the live region on the page, and take the component out of the layout. */
function show(parent) {
  if (!page.live) {
    page.live = document.createElement("p");
    page.live.className = "kept-lost";
    page.live.setAttribute("role", "status");
  }
  if (page.live.parentNode !== parent) parent.append(page.live);
  const place = (parent.host ?? parent).closest("[data-testid=stElementContainer]");
  if (place) place.style.position = "absolute"; // an empty line would stay otherwise
}

/**
 * Keep what Python hands over, and hand Python what is kept.
 *
 * @param {object} component Streamlit's argument; three of its entries are used.
 * @param {Element|ShadowRoot} component.parentElement where the live region is put.
 * @param {function} component.setTriggerValue sends "message": { number: int, counts up; state: "ok",
 *   "blocked", "full" or "damaged"; copy: str, the whole local copy as JSON, or null }.
 * @param {object} component.data
 *   token: str, names the session of Python: a new one is sent the copy;
 *   changes: int, counts up when `copy` has changed; heard: int, the last number received;
 *   copy: what this session has changed: { format: str, cleared: ms, entries: { name: { key:
 *     [ms, value] } } }; a value of null deletes, and so does `cleared` for all that is older;
 *   most_bytes: int; aside: bool, the copy has wrong entries: keep it as it was, once;
 *   lost: str, said while there is no connection.
 */
export default function mountKeep({ data, parentElement, setTriggerValue }) {
  page.data = data;
  page.send = setTriggerValue;
  show(parentElement);
  if (!page.listens) {
    page.listens = true;
    window.addEventListener("storage", onOther);
    document.addEventListener("visibilitychange", onOther);
    watchConnection();
    watchWriting();
  }
  apply();
}
