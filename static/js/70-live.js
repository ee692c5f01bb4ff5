// ---- live: a stream tells what changed, and the page asks for what it shows of it -----------------------------------
const FIRST_TRY = 500, LAST_TRY = 8000; // milliseconds before listening again after the line was cut
const LEAST_PAUSE = 250; // between two refreshes of one panel
let line = null; // the stream of this page: { address, source, since, tries }

/** Listens to what the page that is shown names, and to nothing else. */
function tuneIn() {
  const main = document.querySelector("main");
  const address = main?.dataset.stream;
  if (line?.address === address) return void (line && (line.since = newest(line.since, main.dataset.since)));
  hangUp();
  if (address) listen({ address, since: main.dataset.since, tries: 0 });
}

const newest = (a, b) => (Number(b) > Number(a) ? b : a);

function hangUp() {
  line?.source?.close();
  clearTimeout(line?.again);
  line = null;
  sayCut(false);
}

function listen(wanted) {
  line = wanted;
  const url = new URL(line.address, location.href);
  url.searchParams.set("since", line.since);
  const source = (line.source = new EventSource(url));
  source.addEventListener("open", () => {
    if (line?.source !== source) return;
    line.tries = 0;
    sayCut(false);
  });
  source.addEventListener("change", ({ data, lastEventId }) => {
    if (line?.source !== source) return;
    line.since = newest(line.since, lastEventId);
    changed(new Set(data.split(" ")));
  });
  source.addEventListener("over", () => {
    hangUp();
    say("You are signed out here. What you typed is still on this page: sign in again in another tab.", true);
  });
  source.addEventListener("error", () => {
    if (line?.source !== source) return;
    source.close();
    const pause = Math.min(FIRST_TRY * 2 ** line.tries++, LAST_TRY) * (0.75 + Math.random() / 2);
    line.again = setTimeout(() => line?.source === source && listen(line), pause);
    if (line.tries > 1) sayCut(true);
  });
}

/** While the line is cut, a sentence at the foot of the page says so. */
function sayCut(isCut) {
  const sign = document.getElementById("cut");
  if (!isCut) sign?.remove();
  else if (!sign) {
    const words = "Cut off from the server. What you type stays here, and the page catches up by itself.";
    document.body.append(made("p", { id: "cut", className: "cut", role: "status", textContent: words }));
  }
}

/** Refreshes whatever shows one of these: the whole page, or the panels that name them. */
function changed(topics) {
  const shows = (element) => topics.has("*") || element.dataset.live.split(" ").some((topic) => topics.has(topic));
  const main = document.querySelector("main[data-live]");
  if (main && shows(main)) return refresh("", () => withoutHash(location.href));
  const panels = [...document.querySelectorAll("main [data-live][data-panel]")].filter(shows);
  for (const address of new Set(panels.map((panel) => panel.dataset.panel))) refresh(address, () => address);
}

const refreshing = new Map(); // by the panels' address ("": the page): whether it has to be asked for once more

async function refresh(panels, address) {
  if (refreshing.has(panels)) return void refreshing.set(panels, true);
  refreshing.set(panels, false);
  const began = performance.now();
  try {
    await fetchAnew(panels, address());
  } catch {
    // The line tells when the server is there again, and what was missed.
  }
  // A page that is slow to draw is asked for less often.
  const pause = Math.max(LEAST_PAUSE, 3 * (performance.now() - began));
  setTimeout(() => {
    const again = refreshing.get(panels);
    refreshing.delete(panels);
    if (again) refresh(panels, address);
  }, pause);
}

async function fetchAnew(panels, address) {
  const { answer, page } = await ask(address, { headers: { "saidso-refresh": "1" } });
  if (!answer.ok || !page || (!panels && withoutHash(location.href) !== address)) return;
  if (panels) {
    for (const fresh of page.querySelectorAll("[data-panel][id]")) {
      const old = document.getElementById(idOf(fresh));
      if (old?.dataset.panel === panels) morph(old, fresh);
    }
  } else if (!isPlain(page)) {
    document.title = page.title;
    morph(document.querySelector("main"), page.querySelector("main"));
  }
  settle();
}

document.addEventListener("saidso:shown", tuneIn);
addEventListener("pagehide", hangUp);
addEventListener("pageshow", ({ persisted }) => persisted && tuneIn());
