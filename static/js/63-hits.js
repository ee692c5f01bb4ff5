// ---- from one link of a list to the next: those that carry data-hit ----------------------------------------------------
// j and k go down and up, h and l from one list to that beside it (data-lane). Where a search field stands above the list,
// the arrow keys go down and up as well, out of the field and back into it.
addEventListener("keydown", (event) => {
  const { key, target } = event;
  const field = document.querySelector("main input[data-find]");
  const byArrow = isBare(event) && field !== null && (target === field || target.matches("[data-hit]"));
  if (!byArrow && !isLetter(event)) return;
  const to = isLetter(event) && (key === "h" || key === "l") ? beside(target, key) : along(key, target, field, byArrow);
  to?.focus();
  if (to) event.preventDefault();
});

const hitsIn = (place) => [...place.querySelectorAll("a[data-hit]")];
const comesAfter = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

/** The next link or the one before, from wherever one is; the field above the first. */
function along(key, here, field, byArrow) {
  const hits = hitsIn(document.querySelector("main"));
  const byLetter = here !== field;
  if ((byArrow && key === "ArrowDown") || (byLetter && key === "j")) return hits.find((hit) => comesAfter(here, hit));
  const back = byArrow && byLetter ? field : null;
  if (key === "Escape") return back;
  if (!((byArrow && key === "ArrowUp") || (byLetter && key === "k"))) return null;
  return hits.findLast((hit) => comesAfter(hit, here)) ?? back;
}

/** The link as far down in the list to the left or to the right. */
function beside(here, key) {
  const lanes = [...document.querySelectorAll("[data-lane]")].map(hitsIn).filter((hits) => hits.length);
  const at = lanes.findIndex((hits) => hits.includes(here));
  const lane = at < 0 ? lanes[0] : lanes[at + (key === "l" ? 1 : -1)];
  return lane?.[Math.min(Math.max(lanes[at]?.indexOf(here) ?? 0, 0), lane.length - 1)];
}
