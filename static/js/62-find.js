// ---- finding: "/" from anywhere, and results as one types ---------------------------------------------------------------
const PAUSE = 180; // milliseconds without a key before what is typed is asked for

// Whoever comes with words goes on at their end.
const brought = document.querySelector("input[data-find][autofocus]");
if (brought) goOnIn(brought);

let typing = null;
addEventListener("input", ({ target }) => {
  if (!target.form?.matches("form[data-as-typed]") || !target.hasAttribute("data-find")) return;
  clearTimeout(typing);
  typing = setTimeout(() => target.isConnected && narrow(target.form, true), PAUSE);
});
addEventListener("submit", () => clearTimeout(typing), true);

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "/" && isLetter(event)) goFind();
  else if (key === "Escape" && isBare(event) && target.matches?.("input[data-find]")) target.blur();
  else return;
  event.preventDefault();
});

/** To the field, or where it is. */
function goFind() {
  const place = [...document.querySelectorAll("[data-find]")].find((found) => found.checkVisibility());
  if (place?.matches("a")) return place.click();
  place?.focus();
  place?.select();
}
