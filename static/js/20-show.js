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
  const pointed = main?.querySelector("[autofocus], [data-read-on]");
  if (pointed) return focusOn(pointed, true);
  if (fold?.isConnected) return focusOn(fold.querySelector("summary"), true);
  focusOn(notice()?.firstElementChild ? notice() : (main?.querySelector("h1") ?? main));
}
