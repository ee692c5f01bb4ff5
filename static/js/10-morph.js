// ---- morph: bring one tree to the shape of another, and leave alone what the reader is doing in it ------------------
const FOLDS = new Set(["DIALOG", "DETAILS"]);
const OURS = new Set(["aria-busy", "data-restored", "data-refused", "data-offered", "aria-controls", "aria-autocomplete", "aria-activedescendant"]); // set by this script, unknown to the server
// By attribute: in a form with a field called "id", `form.id` is that field.
const idOf = (node) => (node.nodeType === Node.ELEMENT_NODE && node.getAttribute("id")) || "";
const idsIn = (element) => new Set([...element.querySelectorAll("[id]")].map(idOf));
const sameKind = (a, b) => a.nodeName === b.nodeName && idOf(a) === idOf(b);

/** Moves a node and keeps the focus in it, also where the browser takes it away. */
function move(parent, node, before) {
  if (parent.moveBefore) return parent.moveBefore(node, before);
  const active = node.contains(document.activeElement) ? document.activeElement : null;
  parent.insertBefore(node, before);
  active?.focus({ preventScroll: true });
}

function morphAttributes(a, b, byOthers) {
  const isFold = (name) => name === "open" && FOLDS.has(a.tagName); // the reader opens and closes them
  for (const { name, value } of [...b.attributes])
    if (a.getAttribute(name) !== value && !(byOthers && isFold(name))) a.setAttribute(name, value);
  for (const { name } of [...a.attributes])
    if (!b.hasAttribute(name) && !isFold(name) && !OURS.has(name)) a.removeAttribute(name);
}

/**
 * Makes `a` equal to `b`, but keeps focus, open folds and every value the reader typed or chose. What others did
 * opens no fold, and leaves a form alone in which the reader has begun to type.
 */
export function morph(a, b, byOthers = false) {
  if (a.isEqualNode(b) || isElsewhere(b)) return;
  if (a.nodeType === Node.TEXT_NODE) a.data = b.data;
  if (a.nodeType !== Node.ELEMENT_NODE || a.hasAttribute("data-refused")) return;
  if (byOthers && a.tagName === "FORM" && (a.hasAttribute("aria-busy") || isHalfTyped(a))) return;
  // Attributes and child text are only the defaults of a control: `.value` is the reader's and is never touched.
  if (a.tagName === "SELECT" && (a === document.activeElement || !untouched(a))) return;
  morphAttributes(a, b, byOthers);
  if (a.tagName === "TEXTAREA") a.defaultValue = b.defaultValue;
  else morphChildren(a, b, byOthers);
}

/** Of a part that another address draws, only the place is given. */
const isElsewhere = (node) => node.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-elsewhere");

/** A form in which somebody is typing is never taken away, nor is what holds it. */
const isHalfTyped = (form) =>
  form.hasAttribute("data-refused") || [...form.elements].some((field) => keepable(field) && !untouched(field));
const holdsHalfTyped = (node) =>
  node.nodeType === Node.ELEMENT_NODE &&
  (node.tagName === "FORM" ? isHalfTyped(node) : [...node.querySelectorAll("form")].some(isHalfTyped));

/** What is to become `wanted`: by its id wherever it stands now, else the next of its kind from `here` on. */
function matchFor(wanted, a, here) {
  if (!idOf(wanted)) {
    for (let next = here; next; next = next.nextSibling) if (sameKind(next, wanted)) return next;
    return null;
  }
  const found = document.getElementById(idOf(wanted));
  if (!found || !sameKind(found, wanted)) return null;
  // Not from among what is being walked through further up.
  return found.parentNode === a || !found.parentNode.contains(a) ? found : null;
}

/** Something new, around what is here already: a form that the server draws elsewhere now moves there as it stands. */
function bring(wanted, a, here, byOthers) {
  const isWhole = wanted.nodeType !== Node.ELEMENT_NODE || ![...idsIn(wanted)].some((id) => document.getElementById(id));
  const fresh = a.insertBefore(document.importNode(wanted, isWhole), here);
  if (!isWhole) morphChildren(fresh, wanted, byOthers);
}

function morphChildren(a, b, byOthers) {
  const incoming = idsIn(b);
  const active = document.activeElement;
  let here = a.firstChild;
  const leftOver = [];
  const isGone = (node) => idOf(node) && !incoming.has(idOf(node)); // from here at least
  const isKept = (node) => !idOf(node) && holdsHalfTyped(node);
  const isWantedLater = (node) => { // and fetched from here
    const wanted = idOf(node) && b.ownerDocument.getElementById(idOf(node));
    const isLater = wanted && b.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING;
    return isLater && !b.contains(wanted) && sameKind(wanted, node);
  };
  for (const wanted of [...b.childNodes]) {
    while (here && !sameKind(here, wanted) && (isGone(here) || isKept(here))) {
      leftOver.push(here); // stays where it stands, for now at least
      here = here.nextSibling;
    }
    const match = matchFor(wanted, a, here);
    if (!match) {
      bring(wanted, a, here, byOthers);
      continue;
    }
    if (match === here) here = here.nextSibling;
    else if (match.parentNode === a && !a.moveBefore && match.contains(active)) {
      while (here !== match) { // moving it would take the focus away, so the others step behind it instead
        const next = here.nextSibling;
        a.appendChild(here);
        here = next;
      }
      here = match.nextSibling;
    } else move(a, match, here);
    morph(match, wanted, byOthers);
  }
  for (; here; here = here.nextSibling) leftOver.push(here);
  for (const node of leftOver) {
    const isInUse = active && node.contains(active) && incoming.has(idOf(active));
    if (node.parentNode === a && !isInUse && !holdsHalfTyped(node) && !isWantedLater(node)) node.remove();
  }
}
