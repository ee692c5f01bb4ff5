// ---- a clock: counts down what the server said, and forces nothing ----------------------------------------------------
const clocks = new WeakMap(); // each clock: what the server said, and when we heard it

function tick() {
  for (const clock of document.querySelectorAll("[data-left]")) {
    const { left, of } = clock.dataset;
    let heard = clocks.get(clock);
    if (heard?.left !== left) clocks.set(clock, (heard = { left, at: performance.now() }));
    const now = Number(left) - Math.floor((performance.now() - heard.at) / 1000);
    const [minutes, seconds] = [Math.floor(Math.abs(now) / 60), Math.abs(now) % 60];
    clock.textContent = `${minutes}:${String(seconds).padStart(2, "0")} ${now < 0 ? "over" : "left of"} ${of}`;
  }
}

setInterval(tick, 1000);
document.addEventListener("saidso:shown", tick);
