// A button that copies one address. Where the page may not write to the clipboard, the address
// stands in a field, selected, so that it can be copied by hand.

const mounted = new WeakMap(); // place on the page -> its elements

/** Return an element with attributes; a text becomes a text node, never markup. */
function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function build(parent) {
  const root = make("div", { class: "cl" });
  const button = make("button", { type: "button", class: "cl-button" });
  const said = make("p", { class: "cl-said", role: "status" });
  const field = make("input", { type: "text", class: "cl-field", readonly: "" });
  const widget = { root, button, said, field, address: "", words: {} };
  field.hidden = true;
  button.addEventListener("click", () => copy(widget));
  field.addEventListener("focus", () => field.select());
  root.append(button, said, field);
  parent.append(root);
  return widget;
}

async function copy(widget) {
  const { address, words, field, said } = widget;
  try {
    await navigator.clipboard.writeText(address); // missing where the page came over plain http
    if (widget.address !== address) return; // another link stands here by now
    field.hidden = true;
    said.textContent = words.copied;
  } catch {
    field.hidden = false;
    field.focus();
    field.select();
    said.textContent = words.by_hand;
  }
}

/**
 * Show the button in `parentElement`. Called again there with the same address, nothing changes;
 * with another one the confirmation of the old one goes.
 *
 * @param {object} component Streamlit's argument; two of its entries are used.
 * @param {Element|ShadowRoot} component.parentElement where the button is put.
 * @param {object} component.data address: what is copied, made whole with the origin of this page;
 *   words: { copy, copied, by_hand, field }.
 */
export default function mountCopyLink({ data, parentElement }) {
  const widget = mounted.get(parentElement) ?? build(parentElement);
  mounted.set(parentElement, widget);
  const address = new URL(data.address, location.origin).href;
  widget.words = data.words;
  widget.button.textContent = data.words.copy;
  widget.field.setAttribute("aria-label", data.words.field);
  if (widget.address !== address) {
    widget.address = address;
    widget.field.value = address;
    widget.field.hidden = true;
    widget.said.textContent = "";
  }
}
