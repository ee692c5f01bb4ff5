// ---- drafts: what was typed outlives a lost page or session, in this tab only ----------------------------------------
const keepable = (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);
const tickable = (field) => ["checkbox", "radio"].includes(field.type);
const draftOf = (form) => `draft:${form.getAttribute("id")}`;

/** Whether a control still stands as the server drew it. */
function untouched(field) {
  if (tickable(field)) return field.checked === field.defaultChecked;
  if (!field.options) return field.value === field.defaultValue;
  const byDefault = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex === Math.max(byDefault, 0) || field.options.length === 0;
}

addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.matches("[data-draft][id]")) return;
  const kept = [...form.elements].filter(keepable).filter((field) => !tickable(field) || field.checked);
  sessionStorage.setItem(draftOf(form), JSON.stringify(kept.map((field) => [field.name, field.value])));
});

function restoreDraft(form) {
  const kept = JSON.parse(sessionStorage.getItem(draftOf(form)) ?? "null");
  if (!kept) return;
  let restored = false;
  for (const field of [...form.elements].filter(keepable).filter(untouched)) {
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    const before = tickable(field) ? field.checked : field.value;
    if (tickable(field)) field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
    if (before !== (tickable(field) ? field.checked : field.value)) restored = true;
  }
  if (!restored) return;
  form.setAttribute("data-restored", "");
  form.closest("details")?.setAttribute("open", "");
}
