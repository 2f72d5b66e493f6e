// A document came or went, or another's text was taken: what is missing, the tree and the progress are asked for again.

const PARTS = ["[data-gaps]", "[data-own-state]", "[data-tree]", '[data-progress="all"]', "[data-done]"];

document.addEventListener("evidence-changed", () => refresh());

export async function refresh(...more) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of [...PARTS, ...more]) {
    const found = fresh.querySelector(part);
    if (found) document.querySelector(part)?.replaceWith(document.importNode(found, true));
  }
}
