// ---- what changed is asked for anew, with the reader's own rights, and morphed into the page -------------------------
const LEAST_PAUSE = 250, MOST_PAUSE = 600; // milliseconds between two refreshes of one panel
const WHERE = ":is(main, .top) [data-panel]"; // where panels stand that can be asked for alone
const LATER = 2000; // before asking again where the server could not answer

/** Refreshes whatever shows one of these: the whole page, or the panels that name them. */
function changed(topics) {
  const shows = (element) => topics.has("*") || element.dataset.live.split(" ").some((topic) => topics.has(topic));
  const main = document.querySelector("main[data-live]");
  const isWhole = main && shows(main);
  if (isWhole) refresh(withoutHash(location.href));
  const apart = (panel) => shows(panel) && !(isWhole && main.contains(panel));
  const panels = [...document.querySelectorAll(`${WHERE}[data-live]`)].filter(apart);
  for (const address of new Set(panels.map((panel) => panel.dataset.panel))) refresh(address, true);
}

const refreshing = new Map(); // by address: whether it has to be asked for once more
let turn = Promise.resolve(); // one after the other, so that no older page is drawn over a newer panel

/** Asks for the whole page, or for the panels of an address; once at a time, and once more if something changed meanwhile. */
async function refresh(address, isPanel = false) {
  if (refreshing.has(address)) return void refreshing.set(address, true);
  refreshing.set(address, false);
  const began = performance.now();
  turn = turn.then(() => posting).then(() => fetchAnew(address, isPanel)).catch(() => true);
  const failed = await turn;
  // A page that is slow to draw is asked for less often.
  const pause = failed ? LATER : Math.min(Math.max(LEAST_PAUSE, 3 * (performance.now() - began)), MOST_PAUSE);
  setTimeout(() => {
    const again = refreshing.get(address) || failed;
    refreshing.delete(address);
    // Where the line is cut, it tells when it is back what was missed.
    if (again && line && !line.again && isShown(address, isPanel)) refresh(address, isPanel);
  }, pause);
}

const isShown = (address, isPanel) =>
  isPanel ? onPage(address).length > 0 : withoutHash(location.href) === address;
const onPage = (address) => [...document.querySelectorAll(WHERE)].filter((panel) => panel.dataset.panel === address);

/** Whether it has to be asked for again, because the server was busy. */
async function fetchAnew(address, isPanel) {
  const { answer, page } = await ask(address, { headers: { "saidso-refresh": "1" } });
  if (!answer.ok || !page) return answer.status >= 500 || answer.status === 429;
  if (isPlain(page) || !isShown(address, isPanel)) return false; // the reader has gone on
  const main = document.querySelector("main");
  if (isPanel) {
    for (const old of [...onPage(address), ...waiting()]) renew(old, page.getElementById(idOf(old)));
    const talk = document.getElementById("conversation");
    if (waiting().length && talk && talk.dataset.panel !== address) refresh(talk.dataset.panel, true);
  } else if (Number(page.querySelector("main").dataset.since) >= Number(main.dataset.since)) {
    document.title = page.title; // older, where what the reader did themselves came between
    renew(main, page.querySelector("main"));
  }
  settle();
  return false;
}

/** What can be said beside something that has just come. */
const waiting = () => [...document.querySelectorAll("[data-elsewhere]")];
const renew = (old, fresh) => fresh && keepInSight(old, () => morph(old, fresh, true));

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
