// ---- single keys -----------------------------------------------------------------------------------------------------
const KEYS = "keys"; // in the browser's store: "off" where somebody wants none, as those do who speak to their browser

/** A key alone, that nobody has answered yet. */
const isBare = (event) =>
  !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing);

/** … and that writes nothing where it is pressed. */
const isLetter = (event) => isBare(event) && !isTypedIn(event.target) && localStorage.getItem(KEYS) !== "off";

const isTypedIn = (element) =>
  element.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit])") ?? false;

addEventListener("change", ({ target }) => {
  if (target.matches("[data-keys-off]")) localStorage.setItem(KEYS, target.checked ? "off" : "on");
});
document.addEventListener("saidso:shown", () => {
  for (const box of document.querySelectorAll("[data-keys-off]")) box.checked = localStorage.getItem(KEYS) === "off";
});

// What carries data-key="n" is reached by pressing n, where nobody is typing: a link is followed, a field is entered, a
// fold opens and shuts.
addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Escape" && isTypedIn(target) && target.dataset.key) target.blur();
  if (!isLetter(event) || key.length !== 1) return;
  const there = document.querySelector(`main [data-key="${CSS.escape(key)}"]`);
  if (!there) return;
  event.preventDefault();
  if (there.tagName === "DETAILS") there.open = !there.open;
  else if (there.tagName === "TEXTAREA") goOnIn(there);
  else there.click();
});

/** Into a field, behind what stands there. */
function goOnIn(field) {
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
