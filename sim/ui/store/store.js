// The items that this page has in the browser's localStorage, one for each entry. Python decides
// what is in them; here they are read, written and sent. Of two tabs that write one item the last
// one wins, and the browser's "storage" event tells the other.

const OURS = "plasticity-lab/", SET_ASIDE = `${OURS}damaged/`; // what names of items begin with
const ANSWER_MS = 5000, MOST_TRIES = 3; // a message that Python has not heard is sent again
const GATHER_MS = 400; // changes of another tab come in bursts
const MOST_UNCONFIRMED = 50; // writes that Python sends again each time, for it was not told

const page = { // one for the page, however often the component is mounted
  data: null, send: null, token: null, written: 0, unsaved: new Map(), state: "ok", line: null,
  number: 0, timer: 0, tries: 0, gather: 0, hasNews: false,
};

const names = () => Object.keys(window.localStorage) // throws where storage is blocked
  .filter((name) => name.startsWith(OURS));

/** Note why the browser refuses to store. */
function refuse(error) {
  page.state = error?.name === "QuotaExceededError" && window.localStorage.length > 0
    ? "full" : "blocked";
}

/** Carry out the writes that are new, and once more those that the browser has refused before. */
function write({ cleared, writes }) {
  const { unsaved, written } = page;
  page.state = "ok";
  try {
    if (cleared > written) {
      unsaved.clear();
      for (const name of names()) unsaved.set(name, null);
    }
  } catch (error) {
    refuse(error);
  }
  for (const [number, name, text] of writes) if (number > written) unsaved.set(name, text);
  page.written = Math.max(written, cleared, ...writes.map(([number]) => number));
  const removalsFirst = [...unsaved]
    .sort(([, left], [, right]) => (left !== null) - (right !== null));
  for (const [name, text] of removalsFirst) {
    try {
      if (text === null) window.localStorage.removeItem(name);
      else window.localStorage.setItem(name, text);
      unsaved.delete(name);
    } catch (error) {
      refuse(error);
    }
  }
}

/** Return all items, those that the browser refuses to store among them. */
function items() {
  const found = new Map();
  try {
    for (const name of names()) {
      const text = window.localStorage.getItem(name);
      found.set(name, text?.toWellFormed?.() ?? text); // half a character cannot be sent
    }
  } catch (error) {
    refuse(error);
  }
  for (const [name, text] of page.unsaved) found.set(name, text);
  return Object.fromEntries([...found].filter(([name, text]) =>
    text !== null && !name.startsWith(SET_ASIDE)));
}

/** Send Python all items; again if it seems not to have heard. */
function tell() {
  const all = items();
  const message = {
    number: (page.number += 1), state: page.state, written: page.written, items: all,
  };
  page.send("message", message);
  clearTimeout(page.timer);
  page.timer = setTimeout(() => {
    if (page.data.heard >= message.number || page.tries >= MOST_TRIES) return;
    page.tries += 1;
    tell();
  }, ANSWER_MS);
}

/** Another tab has written: tell Python as soon as this tab is seen. */
function onOtherTab(event) {
  if (event.type === "storage" && event.key !== null && !event.key.startsWith(OURS)) return;
  page.hasNews ||= event.type === "storage";
  if (!page.hasNews || document.hidden) return;
  clearTimeout(page.gather);
  page.gather = setTimeout(() => {
    page.hasNews = false;
    page.tries = 0;
    tell();
  }, GATHER_MS);
}

/** Put the line about the connection on the page, and take the component out of the layout. */
function show(parent) {
  if (page.line.parentNode !== parent) parent.append(page.line);
  const container = (parent.host ?? parent).closest("[data-testid=stElementContainer]");
  if (container) container.style.position = "absolute"; // an empty line would stay otherwise
}

/**
 * Write what Python asks for. Send it all items at the first time, when another tab has written,
 * when the browser begins or ceases to refuse, and after many writes.
 *
 * @param {object} component Streamlit's argument; three of its entries are used.
 * @param {Element|ShadowRoot} component.parentElement where the line about the connection is put.
 * @param {function} component.setTriggerValue sends "message": { number: int, counts up; state: "ok",
 *   "blocked" or "full"; written: int, number of the last write that is in the items;
 *   items: { name: text } }.
 * @param {object} component.data
 *   token: str, names the session of Python: a new one is sent the items;
 *   heard: int, number of the last message received;
 *   cleared: int, number of the write that removes all items;
 *   writes: [[number, name, text]], of which null removes an item;
 *   lost: str, said while there is no connection.
 */
export default function mountStore({ data, parentElement, setTriggerValue }) {
  page.data = data;
  page.send = setTriggerValue;
  if (!page.line) {
    page.line = connectionLine(() => page.data.lost);
    window.addEventListener("storage", onOtherTab);
    document.addEventListener("visibilitychange", onOtherTab);
    watchWriting();
  }
  show(parentElement);
  const isNew = data.token !== page.token, before = page.state;
  if (isNew) [page.token, page.written] = [data.token, 0];
  write(data);
  if (isNew || page.state !== before || data.writes.length > MOST_UNCONFIRMED) tell();
}
