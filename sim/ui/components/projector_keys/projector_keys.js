// Keys of the projector view. Each presses a button that stands on the page, so that nothing is
// done by key that could not be done by mouse; `?` opens the list of keys.

const LIGHT = ["embed_options", "light_theme"]; // by which Streamlit makes a page light

const mounted = new WeakMap(); // place on the page -> its elements

/** Return an element with children; strings become text, never markup. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function build(parent, { list, words }) {
  const close = make("button", { type: "button" }, words.close);
  const rows = list.flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)),
    make("dd", {}, what)]);
  const dialog = make("dialog", { "aria-label": words.title }, make("h2", {}, words.title),
    make("dl", {}, ...rows), close);
  close.addEventListener("click", () => dialog.close());
  parent.append(dialog);
  return { dialog, presses: {} };
}

/** Press the first of some buttons that can be pressed; return whether there was one. */
function press(names) {
  const buttons = names.map((name) =>
    document.querySelector(`.st-key-${name.replaceAll(" ", "-")} button:enabled`));
  const button = buttons.find(Boolean);
  button?.click();
  return button !== undefined;
}

/** Play or pause the networks on the page; return whether there are any. */
function play() {
  const players = [...document.querySelectorAll("[data-testid^=stBidi], [data-testid^=stBidi] *")]
    .map(({ shadowRoot }) => shadowRoot?.querySelector(".np-play")).filter(Boolean);
  players.forEach((button) => button.click());
  return players.length > 0;
}

/** Do what a key stands for, unless it is meant for what has the focus. */
function onKey(event, { dialog, presses }) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const [focused] = event.composedPath();
  if (focused.matches?.("select, textarea, input:not([type=range], [type=radio], [type=checkbox])")) {
    return;
  }
  if (event.key === "?") {
    if (dialog.open) dialog.close(); else dialog.showModal();
    event.preventDefault();
    return;
  }
  if (dialog.open) return;
  const isTaken = focused.matches?.("button, a, summary, input, [role=button], [tabindex='0']");
  const isDone = event.key === " " ? !isTaken && play()
    : press(presses[event.key] ?? presses[event.key.toLowerCase()] ?? []);
  if (isDone) event.preventDefault();
}

/** Open the page anew in light colours; the address says so, and Streamlit keeps it. */
function lighten() {
  const query = new URLSearchParams(location.search);
  if (query.getAll(LIGHT[0]).includes(LIGHT[1])) return;
  query.append(...LIGHT);
  location.replace(`${location.pathname}?${query}`);
}

/**
 * Listen to the keys of the page as long as the component stands on it.
 *
 * @param {object} component Streamlit's argument; two of its entries are used.
 * @param {Element|ShadowRoot} component.parentElement where the list of keys is put.
 * @param {object} component.data presses: names of buttons by key; list: [key, meaning];
 *   words: { title, close }; is_dark: whether the page is dark.
 */
export default function mountProjectorKeys({ data, parentElement }) {
  const widget = mounted.get(parentElement) ?? build(parentElement, data);
  mounted.set(parentElement, widget);
  widget.presses = data.presses;
  if (data.is_dark) lighten();
  const listener = (event) => onKey(event, widget);
  document.addEventListener("keydown", listener);
  return () => document.removeEventListener("keydown", listener);
}
