// What the server said of a saved field, put where the page shows it.

/** Live score, gaps, the mark in the tree and the progress. */
export function showSaved(field, body, form) {
  if (field.name === "claim" || field.name === "confirm") showClaim(form, body);
  if (!body.to_confirm) form.querySelector(".to-confirm")?.remove();
  showGaps(form.querySelector("[data-gaps]"), body.gaps);
  showState(form.dataset.criterion, body);
  showProgress(document.querySelector('[data-progress="all"]'), body.done);
}

function showClaim(form, body) {
  form.querySelector("[data-live-points]").textContent = body.points || "–";
  form.querySelector("[data-live-sentence]").textContent = body.sentence;
  form.querySelector("[data-live-hint]").textContent = body.hint;
}

function showGaps(list, gaps) {
  list.replaceChildren(...gaps.map((gap) => {
    const item = document.createElement("li");
    item.append(chip(gap.code, gap.label));
    return item;
  }));
}

function chip(value, label) {
  const made = document.createElement("span");
  made.className = `chip chip-${value}`;
  made.textContent = label;
  return made;
}

function showState(code, body) {
  document.querySelector("[data-own-state]")?.replaceChildren(chip(body.state, body.label));
  const leaf = document.querySelector(`[data-leaf="${CSS.escape(code)}"]`);
  if (!leaf) return;
  leaf.dataset.state = body.state;
  const shown = leaf.querySelector(".leaf-mark");
  shown.title = body.label;
  shown.firstElementChild.textContent = body.label;
  showCount(leaf.closest("[data-area]"));
}

function showCount(area) {
  const own = area.querySelectorAll('[data-state]:not([data-state="others"])');
  const done = area.querySelectorAll('[data-state="complete"]');
  const count = area.querySelector("[data-count]");
  if (count) count.textContent = `${done.length}/${own.length}`;
}

function showProgress(place, done) {
  const line = place?.querySelector("progress");
  if (!line) return;
  line.value = done;
  line.toggleAttribute("data-full", done >= line.max);
  const words = `${done}/${line.max}`;
  place.querySelector(".progress-words").textContent = words;
  document.querySelector("[data-done]").textContent = words;
}

/** Banners over the page: what could not be sent, what waits for a choice, an expired session, a browser without store. */
export function showBanners({ left, session, nostore, words, page }) {
  if (nostore !== undefined) banner("nostore").hidden = !nostore;
  if (session !== undefined) banner("session").hidden = !session;
  if (!left) return;
  const crossed = left.filter((entry) => entry.state === "conflict");
  showCrossed(crossed);
  showKept(left.filter((entry) => !crossed.includes(entry)), words, page);
}

function showKept(left, words, page) {
  const place = banner("kept");
  place.hidden = left.length === 0 || !banner("session").hidden;
  if (left.length === 0) banner("session").hidden = true;
  const count = place.querySelector("[data-kept-count]");
  count.textContent = `${words.wordCount.replace("%s", left.length)} `;
  count.append(...linksTo(left).filter((link) => link.pathname !== page).flatMap((link) => [link, " "]));
}

/** The page of a criterion asks as it opens, so the way to the choice is its address, from this page too. */
function showCrossed(crossed) {
  const place = banner("crossed");
  place.hidden = crossed.length === 0;
  place.querySelector("[data-crossed]").replaceChildren(...linksTo(crossed).flatMap((link) => [link, " "]));
}

function linksTo(entries) {
  const pages = new Map(entries.map((entry) => [entry.url.replace(/luu$/, ""), entry.criterion]));
  return [...pages].map(([url, code]) => {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = code;
    return link;
  });
}

function banner(name) {
  return document.querySelector(`[data-banner="${name}"]`);
}
