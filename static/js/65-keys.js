// ---- keys ------------------------------------------------------------------------------------------------------------
// What carries data-key="n" is reached by pressing n, where nobody is typing: a link is followed, a field is entered, a
// fold opens and shuts.
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing && event.key === "Escape" && typing.dataset.key) typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.key.length !== 1) return;
  const there = document.querySelector(`main [data-key="${CSS.escape(event.key)}"]`);
  if (!there) return;
  event.preventDefault();
  if (there.tagName === "DETAILS") there.open = !there.open;
  else if (there.tagName === "TEXTAREA") there.focus();
  else there.click();
});
