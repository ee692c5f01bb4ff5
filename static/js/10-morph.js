// ---- morph: bring one tree to the shape of another, and leave alone what the reader is doing in it ------------------
const FOLDS = new Set(["DIALOG", "DETAILS"]);
const OURS = new Set(["aria-busy", "data-restored", "data-refused", "data-offered", "aria-controls", "aria-autocomplete", "aria-activedescendant"]); // set by this script, unknown to the server
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
  if (a.nodeType !== Node.ELEMENT_NODE || a.hasAttribute("data-refused")) return;
  // Attributes and child text are only the defaults of a control: `.value` is the reader's and is never touched.
  if (a.tagName === "SELECT" && (a === document.activeElement || !untouched(a))) return;
  morphAttributes(a, b);
  if (a.tagName === "TEXTAREA") a.defaultValue = b.defaultValue;
  else morphChildren(a, b);
}

/** A form in which somebody is typing is never taken away, nor is what holds it. */
const isHalfTyped = (form) =>
  form.hasAttribute("data-refused") || [...form.elements].some((field) => keepable(field) && !untouched(field));
const holdsHalfTyped = (node) =>
  node.nodeType === Node.ELEMENT_NODE &&
  (node.tagName === "FORM" ? isHalfTyped(node) : [...node.querySelectorAll("form")].some(isHalfTyped));

function morphChildren(a, b) {
  const incoming = idsIn(b);
  const active = document.activeElement;
  let here = a.firstChild;
  const isKept = (node) => !incoming.has(idOf(node)) && holdsHalfTyped(node);
  for (const wanted of [...b.childNodes]) {
    while (here && !sameKind(here, wanted) && isKept(here)) here = here.nextSibling; // stays where it stands
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
    if (!(active && here.contains(active) && incoming.has(idOf(active))) && !holdsHalfTyped(here)) here.remove();
    here = next;
  }
}
