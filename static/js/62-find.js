// ---- finding: "/" from anywhere, results as one types, and the arrow keys among them ------------------------------------
const PAUSE = 180; // milliseconds without a key before what is typed is asked for
const isTypedIn = (element) =>
  element.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit])") ?? false;

// Whoever comes with words goes on at their end.
const brought = document.querySelector("input[data-find][autofocus]");
brought?.setSelectionRange(brought.value.length, brought.value.length);

let typing = null;
addEventListener("input", ({ target }) => {
  if (!target.form?.matches("form[data-as-typed]") || !target.hasAttribute("data-find")) return;
  clearTimeout(typing);
  typing = setTimeout(() => target.isConnected && narrow(target.form, true), PAUSE);
});
addEventListener("submit", () => clearTimeout(typing), true);

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const inField = target.matches?.("input[data-find]") ?? false;
  if (key === "/" && !isTypedIn(target)) goFind();
  else if (key === "Escape" && inField) target.blur();
  else if (!goAmongHits(key, inField)) return;
  event.preventDefault();
});

/** To the field, or where it is. */
function goFind() {
  const place = [...document.querySelectorAll("[data-find]")].find((found) => found.checkVisibility());
  if (place?.matches("a")) return place.click();
  place?.focus();
  place?.select();
}

/** Whether the key led from the field to the first of them, from one to the next, or back. */
function goAmongHits(key, inField) {
  const hits = [...document.querySelectorAll("a[data-hit]")];
  const at = hits.indexOf(document.activeElement);
  const isDown = key === "ArrowDown" || (key === "j" && !inField);
  const isUp = key === "ArrowUp" || (key === "k" && !inField);
  if (inField && isDown && hits.length) hits[0].focus();
  else if (at < 0 || (!isDown && !isUp && key !== "Escape")) return false;
  else if (isDown) hits[at + 1]?.focus();
  else if (isUp && at > 0) hits[at - 1].focus();
  else goFind();
  return true;
}
