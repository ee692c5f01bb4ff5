// ---- small comforts --------------------------------------------------------------------------------------------------
addEventListener("keydown", (event) => {
  const send = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.tagName === "TEXTAREA";
  if (send) event.target.form?.requestSubmit();
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (menu) menu.open = false;
  if (menu) menu.querySelector("summary").focus();
});

addEventListener("click", async ({ target }) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
  if (target.closest("[data-dismiss]")) notice()?.replaceChildren();
  const button = target.closest("button[data-copy]");
  const source = button && document.getElementById(button.dataset.copy);
  if (!source) return;
  source.select?.();
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    say("Copied.");
  } catch {
    say("Please copy the selected link by hand.", true); // the browser allows it on secure addresses only
  }
});
