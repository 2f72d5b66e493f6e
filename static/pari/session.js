// A form that was open for long goes only when its person still is signed in here; else it stays, with all that is typed.

import { token } from "./token.js";

const FRESH = 60_000;
const region = document.getElementById("tin-nhanh");
const { user, session, over, other, unreachable } = region.dataset;
let seenAt = Date.now();
let seenToken = token();
let notice = null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!user || isFresh() || form.method !== "post" || form.matches("[data-workspace]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  check().then((mayGo) => mayGo && form.requestSubmit(event.submitter));
}, true);

document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status === 401) seenAt = 0;
});

// Back from another tab, where she may have signed in.
addEventListener("focus", () => user && token() !== seenToken && check());

function isFresh() {
  return Date.now() - seenAt < FRESH && token() === seenToken;
}

async function check() {
  const answer = await fetch(session, { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
  if (answer?.status === 401) return tell(over, true);
  const found = answer?.ok ? await answer.json().catch(() => null) : null; // what stands between may answer with a page
  if (!found) return tell(unreachable);
  if (String(found.user) !== user) return tell(other);
  seenAt = Date.now();
  seenToken = token();
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = seenToken;
  notice?.remove();
  return true;
}

/** Said until it is mended. */
function tell(text, withWay = false) {
  notice?.remove();
  notice = document.createElement("p");
  notice.className = "toast-line toast-fault";
  notice.append(`${text} `, ...(withWay ? [way()] : []));
  region.append(notice);
  return false;
}

function way() {
  const link = document.createElement("a");
  link.href = `${region.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = region.dataset.signInWords;
  return link;
}
