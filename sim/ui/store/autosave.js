// Long texts are sent to Python at every pause in writing, not only when the field is left.

const PAUSE_MS = 1000;

/** Watch all text areas inside containers whose key begins with "autosave". */
function watchWriting() {
  let timer = 0;
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("[class*=st-key-autosave] textarea")) return;
    clearTimeout(timer);
    timer = setTimeout(() => target.dispatchEvent(new KeyboardEvent("keydown",
      { key: "Enter", ctrlKey: true, bubbles: true })), PAUSE_MS);
  });
}
