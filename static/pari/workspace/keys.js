// From criterion to criterion by the keyboard: Alt with an arrow anywhere, j and k outside of inputs.

const WAYS = { ArrowLeft: "before", ArrowRight: "after", k: "before", j: "after" };

document.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const isArrow = event.key.startsWith("Arrow");
  if (isArrow !== event.altKey) return;
  if (!isArrow && event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog[open]")) return;
  const link = document.querySelector(`[data-go="${way}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
