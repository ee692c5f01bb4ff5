// ---- live: a stream tells what changed, and the page asks for what it shows of it -----------------------------------
const FIRST_TRY = 500, LAST_TRY = 5000; // milliseconds before listening again after the line was cut
const SILENCE = 25_000; // the server says every ten seconds that it is there: after this long it is not
const UNSEEN = 45_000; // how long a page that nobody looks at goes on listening
const CUT = "Cut off from the server. What you type stays here, and the page catches up by itself.";
const OVER = "You are signed out here. What you typed stays on this page: sign in again in another tab, and it goes on from there.";
let line = null; // the stream of this page: { address, source, tries, watch, again, isOver }

/** Listens to what the page that is shown names, and to nothing else; while it is looked at. */
function tuneIn() {
  const address = document.querySelector("main")?.dataset.stream;
  if (line?.address === address) return;
  hangUp();
  if (address && !document.hidden) listen((line = { address, tries: 0 }));
}

function hangUp() {
  if (line) silence(line);
  line = null;
  sayAtFoot("");
}

function silence(mine) {
  mine.source?.close();
  clearTimeout(mine.watch);
  clearTimeout(mine.again);
  mine.again = null;
}

function listen(mine) {
  silence(mine);
  mine.isOver = false;
  const url = new URL(mine.address, location.href);
  url.searchParams.set("since", document.querySelector("main").dataset.since); // what the page shows for certain
  const source = (mine.source = new EventSource(url));
  const on = (name, act) =>
    source.addEventListener(name, (event) => {
      if (line !== mine || mine.source !== source) return;
      clearTimeout(mine.watch);
      mine.watch = setTimeout(() => line === mine && lose(mine), SILENCE);
      act(event);
    });
  on("open", () => {
    mine.tries = 0;
    sayAtFoot("");
  });
  on("alive", () => {});
  on("change", ({ data }) => changed(new Set(data.split(" "))));
  on("over", () => end(mine));
  on("error", () => lose(mine));
}

/** The line is cut, or the server gave no stream: tries again a little later, unless there is nothing more to hear. */
async function lose(mine) {
  const wasAnswered = mine.source.readyState === EventSource.CLOSED;
  silence(mine);
  if (wasAnswered && (await isRefused(mine)) && line === mine) return end(mine);
  if (line !== mine || mine.again || mine.source.readyState !== EventSource.CLOSED) return;
  const pause = Math.min(FIRST_TRY * 2 ** mine.tries++, LAST_TRY) * (0.75 + Math.random() / 2);
  mine.again = setTimeout(() => line === mine && listen(mine), pause);
  if (mine.tries > 1) sayAtFoot(CUT);
}

/** A stream does not say why it was refused. */
async function isRefused({ address }) {
  const asking = new AbortController();
  try {
    const { status, redirected } = await fetch(address, { signal: asking.signal });
    return redirected || [401, 403, 404].includes(status);
  } catch {
    return false;
  } finally {
    asking.abort();
  }
}

/** Signed out: nothing more is heard here, until somebody signed in looks at the page. */
function end(mine) {
  silence(mine);
  mine.isOver = true;
  sayAtFoot(OVER, made("a", { href: "/sign-in", target: "_blank", textContent: "Sign in" }));
}

/** A sentence at the foot of the window, over whatever part of the page is in sight. */
function sayAtFoot(words, link = null) {
  const foot = document.getElementById("foot");
  if (foot && foot.dataset.says !== words) foot.replaceChildren(words, ...(link ? [" ", link] : []));
  if (foot) foot.dataset.says = words;
}

// One browser keeps six connections to a server, and a stream takes one: only what is looked at listens. A page out of
// sight goes on for a while, since its reader may only be looking at a mail; not when they look at another of our pages.
let bell = null;
let unseen = 0;

function lookedAt() {
  bell?.postMessage("looked at");
  if (line?.again || line?.isOver) listen(line);
  else tuneIn();
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(unseen);
  if (document.hidden) unseen = setTimeout(hangUp, UNSEEN);
  else lookedAt();
});
addEventListener("focus", () => line?.isOver && lookedAt());
addEventListener("online", () => !document.hidden && lookedAt());
addEventListener("offline", () => line && !line.isOver && lose(line));
addEventListener("pagehide", () => {
  bell?.close();
  bell = null; // a closed one may not ring
  hangUp();
});
addEventListener("pageshow", () => {
  bell = new BroadcastChannel("saidso");
  bell.onmessage = () => document.hidden && hangUp();
  if (!document.hidden) lookedAt();
});
document.addEventListener("saidso:shown", tuneIn);
