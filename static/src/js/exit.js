// The exit control: the page is covered at once and replaced, so that Back does not return to it.
// Shift three times within five seconds does the same. Without this script it is a plain link.
const LIMIT = 5000;
const control = document.querySelector("[data-exit]");
const status = document.querySelector("[data-exit-status]");
let presses = [];

function leave(href) {
  document.title = "…";
  document.documentElement.classList.add("app-leaving");
  status.textContent = control.dataset.textLeaving;
  window.location.replace(href);
}

function onShift(event) {
  if (event.key !== "Shift") {
    if (!event.shiftKey) presses = [];
    return;
  }
  if (event.repeat) return;
  const now = Date.now();
  presses = [...presses.filter((at) => now - at < LIMIT), now];
  if (presses.length >= 3) {
    leave(document.querySelector("[data-exit-link]").href);
    return;
  }
  const left = 3 - presses.length;
  status.textContent =
    left === 1 ? control.dataset.textLast : control.dataset.textMore.replace("{n}", String(left));
}

if (control) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-exit-link]");
    if (!link || event.button || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    leave(link.href);
  });
  document.addEventListener("keydown", onShift);
  // Kept by the browser for Back: show it as it was.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.documentElement.classList.remove("app-leaving");
  });
}
