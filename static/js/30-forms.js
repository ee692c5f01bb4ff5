// ---- forms that answer in place -------------------------------------------------------------------------------------
async function ask(url, init) {
  const answer = await fetch(url, { ...init, headers: { accept: "text/html", ...init?.headers } });
  const drawn = (answer.headers.get("content-type") ?? "").startsWith("text/html");
  return { answer, page: drawn ? new DOMParser().parseFromString(await answer.text(), "text/html") : null };
}

/** Sends it; where the server is busy, which has then changed nothing, once more in a moment, and once more. */
async function send(url, init, again = 2) {
  const asked = await ask(url, init);
  if (asked.answer.status !== 503 || again === 0) return asked;
  await new Promise((go) => setTimeout(go, 500 + Math.random() * 1000));
  return send(url, init, again - 1);
}

let posting = Promise.resolve(); // what is sent last: what others changed is asked for after its answer

async function post(form, submitter) {
  const url = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const body = new URLSearchParams(new FormData(form, submitter));
  form.setAttribute("aria-busy", "true");
  form.removeAttribute("data-refused");
  try {
    const asked = send(url, { method: "POST", body });
    posting = asked.catch(() => null);
    const { answer, page } = await asked;
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
  const stays = done && samePage && form.hasAttribute("data-stay"); // one goes on in it
  const fold = done && !stays ? form.closest("details") : null;
  if (done && samePage) {
    if (fold) fold.open = false;
    form.removeAttribute("data-restored");
    form.reset(); // what it held is on record: nothing here is half-typed any more
  }
  show(page, samePage);
  if (!done) keepRefused();
  if (done && samePage && form.isConnected) form.reset(); // to what the server offers now
  if (!samePage) scrollTo(0, 0);
  if (stays && form.isConnected) return focusOn(form.querySelector("textarea"), true);
  landAfter(!answer.ok, fold);
}

/** What was refused stays as it was typed, whatever else changes on the page, until it is sent again. */
function keepRefused() {
  for (const form of document.querySelectorAll("main form"))
    if (form.querySelector("[aria-invalid=true], .error, .error-summary")) form.setAttribute("data-refused", "");
}

let shown = withoutHash(location.href);
function go(url, isSame = false) {
  history[isSame ? "replaceState" : "pushState"](null, "", url);
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
async function narrow(form, isTyping = false) {
  const question = ++questions;
  const url = new URL(form.getAttribute("action") ?? location.pathname, location.href);
  for (const [name, value] of new FormData(form)) if (value !== "") url.searchParams.append(name, value);
  try {
    const { answer, page } = await ask(url);
    if (question !== questions) return;
    if (!page) return location.assign(url);
    const found = answer.redirected ? answer.url : url.href;
    go(found, isTyping || found === location.href); // one does not go back letter by letter
    show(page, true);
  } catch {
    say("The server cannot be reached. Please try again in a moment.", true);
  }
}

addEventListener("change", (event) => event.target.form?.matches("form[data-auto]") && event.target.form.requestSubmit());
