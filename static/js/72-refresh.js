// ---- what changed is asked for anew, with the reader's own rights, and morphed into the page -------------------------
const LEAST_PAUSE = 250, MOST_PAUSE = 600; // milliseconds between two refreshes of one panel
const LATER = 2000; // before asking again where the server could not answer

/** Refreshes whatever shows one of these: the whole page, or the panels that name them. */
function changed(topics) {
  const shows = (element) => topics.has("*") || element.dataset.live.split(" ").some((topic) => topics.has(topic));
  const main = document.querySelector("main[data-live]");
  if (main && shows(main)) return refresh(withoutHash(location.href));
  for (const panel of document.querySelectorAll("main [data-live][data-panel]"))
    if (shows(panel)) refresh(panel.dataset.panel, panel.id);
}

const refreshing = new Map(); // by address: whether it has to be asked for once more
let turn = Promise.resolve(); // one after the other, so that no older page is drawn over a newer panel

/** Asks for the whole page, or for the panel with an id; once at a time, and once more if something changed meanwhile. */
async function refresh(address, id) {
  if (refreshing.has(address)) return void refreshing.set(address, true);
  refreshing.set(address, false);
  const began = performance.now();
  turn = turn.then(() => posting).then(() => fetchAnew(address, id)).catch(() => true);
  const failed = await turn;
  // A page that is slow to draw is asked for less often.
  const pause = failed ? LATER : Math.min(Math.max(LEAST_PAUSE, 3 * (performance.now() - began)), MOST_PAUSE);
  setTimeout(() => {
    const again = refreshing.get(address) || failed;
    refreshing.delete(address);
    // Where the line is cut, it tells when it is back what was missed.
    if (again && line && !line.again && isShown(address, id)) refresh(address, id);
  }, pause);
}

const isShown = (address, id) =>
  id ? document.getElementById(id)?.dataset.panel === address : withoutHash(location.href) === address;

/** Whether it has to be asked for again, because the server was busy. */
async function fetchAnew(address, id) {
  const { answer, page } = await ask(address, { headers: { "saidso-refresh": "1" } });
  if (!answer.ok || !page) return answer.status >= 500 || answer.status === 429;
  const [old, fresh] = id
    ? [document.getElementById(id), page.getElementById(id)]
    : [document.querySelector("main"), page.querySelector("main")];
  if (!old || !fresh || isPlain(page) || !isShown(address, id)) return false; // the reader has gone on
  if (Number(fresh.dataset.since) < Number(old.dataset.since)) return false; // what they did themselves came between
  if (!id) document.title = page.title;
  keepInSight(old, () => morph(old, fresh, true));
  settle();
  return false;
}

/** What the reader works at stays in sight, also where the server folds it away now; what they look at stays in place. */
function keepInSight(part, change) {
  const forms = [...part.querySelectorAll("form")].filter(isHalfTyped);
  const seen = [document.activeElement, ...forms].filter((element) => part.contains(element) && element.checkVisibility());
  const eye = seen[0]?.matches(":focus") ? seen[0] : document.elementFromPoint(innerWidth / 2, innerHeight / 3);
  const top = eye?.getBoundingClientRect().top;
  change();
  for (const element of seen)
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const moved = eye?.isConnected && part.contains(eye) && scrollY > 0 ? eye.getBoundingClientRect().top - top : 0;
  if (Math.abs(moved) < innerHeight) scrollBy({ top: moved, behavior: "instant" });
}
