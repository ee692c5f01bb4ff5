// ---- @mentions: a menu of people while somebody types an @, and what was pasted is offered as evidence -----------------
const MENTION = /(?:^|[^\p{L}\p{N}@])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]+)?)$/u;
let menu = null; // { field, list, chosen, isMoved, from, names }
let question = 0; // only the latest one is answered

addEventListener("input", async ({ target }) => {
  if (!target.matches?.("textarea[data-talk-url]")) return;
  if (target.value === "") target.form?.removeAttribute("data-offered");
  const mine = ++question;
  const typed = MENTION.exec(target.value.slice(0, target.selectionStart))?.[1];
  if (typed === undefined || typed.length > 40) return closeMenu();
  try {
    const answer = await fetch(`${target.dataset.talkUrl}/conversation/people?q=${encodeURIComponent(typed)}`);
    const names = answer.ok ? await answer.json() : [];
    if (mine === question && document.activeElement === target) openMenu(target, typed, names);
  } catch {
    closeMenu(); // the name can be typed by hand
  }
});

/** Whom the reader has moved to stays chosen, if they are offered still. */
function openMenu(field, typed, people) {
  const moved = menu?.field === field && menu.isMoved ? menu.names[menu.chosen] : null;
  closeMenu();
  if (!people.length) return;
  const list = made("ul", { id: "mention-menu", className: "mention-menu" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People to mention");
  list.append(...people.map(({ name, initials }, at) => {
    const option = made("li", { id: `mention-${at}` });
    option.setAttribute("role", "option");
    option.append(made("span", { className: "face", textContent: initials, ariaHidden: "true" }), name);
    option.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the focus stays in the field
      pick(at);
    });
    return option;
  }));
  const place = field.getBoundingClientRect();
  (field.closest("main") ?? document.body).append(list);
  list.style.top = `${scrollY + place.bottom + 4}px`;
  list.style.left = `${Math.max(8, Math.min(scrollX + place.left, innerWidth - list.offsetWidth - 8))}px`;
  const from = field.selectionStart - typed.length - 1;
  menu = { field, list, from, names: people.map(({ name }) => name), chosen: 0, isMoved: false };
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  highlight(Math.max(0, menu.names.indexOf(moved)));
  menu.isMoved = menu.names[menu.chosen] === moved;
}

function closeMenu() {
  if (!menu) return;
  menu.list.remove();
  for (const name of ["aria-controls", "aria-autocomplete", "aria-activedescendant"]) menu.field.removeAttribute(name);
  menu = null;
}

function highlight(at) {
  menu.chosen = (at + menu.names.length) % menu.names.length;
  for (const [i, option] of [...menu.list.children].entries()) option.setAttribute("aria-selected", String(i === menu.chosen));
  menu.field.setAttribute("aria-activedescendant", `mention-${menu.chosen}`);
  menu.list.children[menu.chosen].scrollIntoView({ block: "nearest" });
}

function pick(at) {
  const { field, from, names } = menu;
  closeMenu();
  field.setRangeText(`@${names[at]} `, from, field.selectionStart, "end");
  field.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft has it too
}

addEventListener("keydown", (event) => {
  if (!menu || event.target !== menu.field || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    highlight(menu.chosen + (event.key === "ArrowDown" ? 1 : -1));
    menu.isMoved = true;
  } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) pick(menu.chosen);
  else if (event.key === "Escape") {
    question++; // what is still on its way does not open it again
    closeMenu();
  } else return;
  event.preventDefault();
}, true);
addEventListener("focusout", ({ target }) => target === menu?.field && closeMenu());

/** The server says whether the customer seems to have written what was pasted; then a button beside the field offers more. */
addEventListener("paste", async ({ target, clipboardData }) => {
  const text = clipboardData?.getData("text") ?? "";
  if (!target.matches?.("textarea[data-talk-url]") || text.length <= 40) return;
  try {
    const body = new URLSearchParams({ text });
    const answer = await fetch(`${target.dataset.talkUrl}/evidence/reading`, { method: "POST", body, headers: { accept: "application/json" } });
    const { contact, channel } = answer.ok ? await answer.json() : {};
    if (contact || channel) target.form?.setAttribute("data-offered", "");
  } catch {
    // It is offered below the message, once it is posted.
  }
});
addEventListener("reset", ({ target }) => target.removeAttribute("data-offered"));
