// The board draws itself anew every minute, only while somebody can see it and nothing in it is in use.
const EVERY = 60_000;

function isBusy(live) {
  return document.visibilityState !== "visible" || live.contains(document.activeElement);
}

setInterval(() => {
  const live = document.querySelector("[data-live]");
  if (live && !isBusy(live)) {
    htmx.ajax("GET", live.dataset.live + location.search, { source: live, target: live, swap: "outerHTML" });
  }
}, EVERY);
