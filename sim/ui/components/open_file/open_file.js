// A file that the visitor opens: read in the browser, handed to Python as text.

const places = new WeakMap(); // place on the page -> what is shown there

function build(parent) {
  const label = document.createElement("label"), input = document.createElement("input");
  const name = document.createElement("span");
  input.type = "file";
  label.className = "open-file";
  label.append(name, input);
  parent.append(label);
  return { name, input };
}

/**
 * Draw a field that opens a file.
 *
 * @param {object} component Streamlit's argument; three of its entries are used.
 * @param {Element|ShadowRoot} component.parentElement where the field is put.
 * @param {function} component.setTriggerValue sends "file": { name: str, bytes: int,
 *   text: str, or null for a file above the limit }.
 * @param {object} component.data label: str; ending: str, of the names that are offered;
 *   most_bytes: int.
 */
export default function mountOpenFile({ data, parentElement, setTriggerValue }) {
  const { name, input } = places.get(parentElement) ?? build(parentElement);
  places.set(parentElement, { name, input });
  name.textContent = data.label;
  input.accept = data.ending;
  input.onchange = async () => {
    const [file] = input.files;
    if (!file) return;
    const text = file.size > data.most_bytes ? null : await file.text();
    setTriggerValue("file", { name: file.name, bytes: file.size, text });
    input.value = ""; // so that the same file can be opened again
  };
}
