// What the browser does for a page that already works without it: forms answer in place, half-typed words are kept,
// a pasted mail fills in who and when. No library, no inline code, nothing here knows a page or a word of the domain.

const notice = () => document.getElementById("notice");
const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
const isPlain = (page) => page.body.classList.contains("plain"); // nobody is signed in on it
const withoutHash = (url) => String(url).split("#")[0];
document.documentElement.classList.add("js");

// ---- morph: bring one tree to the shape of another, and leave alone what the reader is doing in it ------------------
const FOLDS = new Set(["DIALOG", "DETAILS"]);
const OURS = new Set(["aria-busy", "data-restored"]); // set by this script, unknown to the server
// By attribute: in a form with a field called "id", `form.id` is that field.
const idOf = (node) => (node.nodeType === Node.ELEMENT_NODE && node.getAttribute("id")) || "";
const idsIn = (element) => new Set([...element.querySelectorAll("[id]")].map(idOf));
const sameKind = (a, b) => a.nodeName === b.nodeName && idOf(a) === idOf(b);
const move = (parent, node, before) =>
  node.isConnected && parent.moveBefore ? parent.moveBefore(node, before) : parent.insertBefore(node, before);

function morphAttributes(a, b) {
  for (const { name, value } of [...b.attributes]) if (a.getAttribute(name) !== value) a.setAttribute(name, value);
  for (const { name } of [...a.attributes]) {
    const opened = name === "open" && FOLDS.has(a.tagName); // by the reader
    if (!b.hasAttribute(name) && !opened && !OURS.has(name)) a.removeAttribute(name);
  }
}

/** Makes `a` equal to `b`, but keeps focus, open folds and every value the reader typed or chose. */
export function morph(a, b) {
  if (a.isEqualNode(b)) return;
  if (a.nodeType === Node.TEXT_NODE) a.data = b.data;
  if (a.nodeType !== Node.ELEMENT_NODE || a.hasAttribute("data-morph-keep")) return;
  // Attributes and child text are only the defaults of a control: `.value` is the reader's and is never touched.
  if (a.tagName === "SELECT" && (a === document.activeElement || !untouched(a))) return;
  morphAttributes(a, b);
  if (a.tagName === "TEXTAREA") a.defaultValue = b.defaultValue;
  else morphChildren(a, b);
}

function morphChildren(a, b) {
  const incoming = idsIn(b);
  const active = document.activeElement;
  let here = a.firstChild;
  for (const wanted of [...b.childNodes]) {
    let match = null;
    if (idOf(wanted)) {
      const found = document.getElementById(idOf(wanted));
      if (found?.parentNode === a && sameKind(found, wanted)) match = found;
    } else {
      for (let next = here; next && !match; next = next.nextSibling) if (sameKind(next, wanted)) match = next;
    }
    if (!match) {
      a.insertBefore(document.importNode(wanted, true), here);
      continue;
    }
    if (match === here) here = here.nextSibling;
    else if (!a.moveBefore && match.contains(active)) {
      while (here !== match) { // moving it would take the focus away, so the others step behind it instead
        const next = here.nextSibling;
        a.appendChild(here);
        here = next;
      }
      here = match.nextSibling;
    } else move(a, match, here);
    morph(match, wanted);
  }
  while (here) {
    const next = here.nextSibling;
    if (!(active && here.contains(active) && incoming.has(idOf(active)))) here.remove();
    here = next;
  }
}

// ---- showing an answer ----------------------------------------------------------------------------------------------
/** A sentence in the bar below the top, read out by screen readers; perhaps with a link. */
export function say(sentence, trouble = false, link = null) {
  const close = made("button", { type: "button", textContent: "Close", className: "button quiet small" });
  close.dataset.dismiss = "";
  notice()?.classList.toggle("trouble", trouble);
  notice()?.replaceChildren(made("p", { textContent: sentence }), ...(link ? [link] : []), close);
}

/** Puts a page that the server drew in the place of this one: morphed if it is the same page, anew if it is another. */
export function show(page, samePage) {
  const [oldMain, newMain] = [document.querySelector("main"), page.querySelector("main")];
  document.title = page.title;
  if (document.body.className !== page.body.className || !oldMain || !newMain) {
    document.body.className = page.body.className;
    document.body.replaceChildren(...document.importNode(page.body, true).childNodes);
  } else {
    const [oldTop, newTop] = [document.querySelector(".top"), page.querySelector(".top")];
    if (oldTop && newTop) morph(oldTop, newTop);
    notice()?.classList.remove("trouble");
    notice()?.replaceChildren(...document.importNode(page.getElementById("notice") ?? notice(), true).childNodes);
    if (samePage) morph(oldMain, newMain);
    else oldMain.replaceWith(document.importNode(newMain, true));
  }
  settle();
}

/** After every page, the first included. */
function settle() {
  for (const form of document.querySelectorAll("form[data-draft][id]")) restoreDraft(form);
  for (const input of document.querySelectorAll("input[data-time-zone]"))
    input.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.dispatchEvent(new CustomEvent("saidso:shown"));
}

function focusOn(element, scroll = false) {
  if (!element) return;
  if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
  element.focus({ preventScroll: !scroll });
}

/** Where to read on: what the server points to, the first field in error, the notice, or the heading. */
function landAfter(refused, fold) {
  const main = document.querySelector("main");
  const field = main?.querySelector("[aria-invalid=true], fieldset:has(> .error) input");
  const wrong = field ?? main?.querySelector(".error-summary, [role=alert]");
  if (refused && wrong) return focusOn(wrong, true);
  const pointed = main?.querySelector("[autofocus]");
  if (pointed) return focusOn(pointed, true);
  if (fold?.isConnected) return focusOn(fold.querySelector("summary"), true);
  focusOn(notice()?.firstElementChild ? notice() : (main?.querySelector("h1") ?? main));
}

// ---- forms that answer in place -------------------------------------------------------------------------------------
async function ask(url, init) {
  const answer = await fetch(url, { ...init, headers: { accept: "text/html", ...init?.headers } });
  const drawn = (answer.headers.get("content-type") ?? "").startsWith("text/html");
  return { answer, page: drawn ? new DOMParser().parseFromString(await answer.text(), "text/html") : null };
}

async function post(form, submitter) {
  const url = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const body = new URLSearchParams(new FormData(form, submitter));
  form.setAttribute("aria-busy", "true");
  try {
    const { answer, page } = await ask(url, { method: "POST", body });
    if (!page && answer.redirected) return location.assign(answer.url); // a file
    if (!page) return say(`That did not work (${answer.status}). What you typed is still here.`, true);
    const foreign = isPlain(page) && !isPlain(document); // an error page, not this page with its errors
    if (answer.status >= 500 || [413, 429].includes(answer.status) || (!answer.ok && foreign)) tell(page);
    else arrive(form, answer, page);
  } catch {
    say("The server cannot be reached. What you typed is still here: please try again in a moment.", true);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/** Says what an error page says, and leaves this page with all that was typed as it is. */
function tell(page) {
  const words = [...page.querySelectorAll("main h1, main h1 + p")].map((part) => part.textContent.trim().replace(/\.$/, ""));
  say(`${words.join(". ") || "That did not work"}.`, true, page.querySelector("main a[target]"));
}

function arrive(form, answer, page) {
  const done = answer.ok && !(isPlain(page) && !isPlain(document)); // a sign-in page in between is no success
  const samePage = !answer.redirected || new URL(answer.url).pathname === location.pathname;
  if (done) sessionStorage.removeItem(draftOf(form));
  if (form.hasAttribute("data-forget-drafts")) sessionStorage.clear();
  if (answer.redirected && shown !== answer.url) go(answer.url);
  const fold = done ? form.closest("details") : null;
  if (done && samePage) {
    if (fold) fold.open = false;
    form.removeAttribute("data-restored");
    form.reset(); // what it held is on record: nothing here is half-typed any more
  }
  show(page, samePage);
  if (done && samePage && form.isConnected) form.reset(); // to what the server offers now
  if (!samePage) scrollTo(0, 0);
  landAfter(!answer.ok, fold);
}

let shown = withoutHash(location.href);
function go(url) {
  history.pushState(null, "", url);
  shown = withoutHash(location.href);
}
addEventListener("popstate", () => {
  if (withoutHash(location.href) !== shown) location.reload(); // a mere jump within the page is none of our business
});

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute("data-plain") || form.enctype === "multipart/form-data") return;
  const filter = form.hasAttribute("data-auto");
  if (form.getAttribute("method")?.toLowerCase() !== "post" && !filter) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return; // a second press while the first is on its way
  if (filter) narrow(form);
  else post(form, event.submitter);
});

/** A filter: another view of the same page, with its own address. Only the latest question's answer is shown. */
let questions = 0;
async function narrow(form) {
  const question = ++questions;
  const url = new URL(form.getAttribute("action") ?? location.pathname, location.href);
  for (const [name, value] of new FormData(form)) if (value !== "") url.searchParams.append(name, value);
  try {
    const { answer, page } = await ask(url);
    if (question !== questions) return;
    if (!page) return location.assign(url);
    go(answer.redirected ? answer.url : url.href);
    show(page, true);
  } catch {
    say("The server cannot be reached. Please try again in a moment.", true);
  }
}

addEventListener("change", (event) => event.target.form?.matches("form[data-auto]") && event.target.form.requestSubmit());

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
  for (const field of [...form.elements].filter(keepable).filter(untouched)) {
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    const before = tickable(field) ? field.checked : field.value;
    if (tickable(field)) field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
    if (before !== (tickable(field) ? field.checked : field.value)) form.setAttribute("data-restored", "");
  }
  if (form.hasAttribute("data-restored")) form.closest("details")?.setAttribute("open", "");
}

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

settle();
