// ---- boxes to tick in a table --------------------------------------------------------------------------------------
const ticksOf = (id) => [...document.querySelectorAll(`input[type=checkbox][form="${id}"]`)];

/** One box for all on the page; and what can be done with the ticked ones shows itself once there are some. */
addEventListener("change", ({ target }) => {
  const id = target.dataset.tickAll ?? target.getAttribute("form");
  const all = id && document.querySelector(`[data-tick-all="${id}"]`);
  if (!all) return;
  const boxes = ticksOf(id);
  if (target === all) for (const box of boxes) box.checked = all.checked;
  const ticked = boxes.filter((box) => box.checked).length;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
  const fold = document.querySelector(`form#${id} > details`);
  if (fold && ticked > 0) fold.open = true;
});
