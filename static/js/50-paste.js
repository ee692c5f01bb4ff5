// ---- a pasted mail fills in what it says about itself ----------------------------------------------------------------
addEventListener("paste", async ({ target, clipboardData }) => {
  const text = clipboardData?.getData("text") ?? "";
  if (!target.matches?.("textarea[data-paste-url]") || text.length <= 40) return;
  try {
    const body = new URLSearchParams({ text });
    const answer = await fetch(target.dataset.pasteUrl, { method: "POST", body, headers: { accept: "application/json" } });
    if (answer.ok) for (const [name, value] of Object.entries(await answer.json())) fillIn(target, text, name, value);
  } catch {
    // The words are pasted all the same; who and when are then filled in by hand.
  }
});

function fillIn(target, pasted, name, value) {
  const field = target.form?.elements.namedItem(name);
  if (!field || value == null || value === "" || field.value === value) return;
  const whole = field === target && target.value.replace(/\s+/g, " ").trim() === pasted.replace(/\s+/g, " ").trim();
  if (!whole && (field === target || (field.value && !untouched(field)))) return;
  const before = field.value;
  field.value = value;
  if (field.value !== String(value)) return void (field.value = before); // not among the choices of a select
  field.closest?.("details")?.setAttribute("open", ""); // nothing is filled in out of sight
  const holder = field.closest?.(".field");
  holder?.classList.add("filled-in");
  if (holder && !holder.querySelector(".filled-in-note"))
    holder.append(made("p", { className: "filled-in-note", textContent: "Filled in from what you pasted." }));
  target.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft has it too
}
