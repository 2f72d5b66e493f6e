// A tick that stands for none of the others, and the other way round; before anybody reads what is ticked.

document.addEventListener("input", ({ target }) => {
  const others = target.dataset.excludes ?? (target.checked && target.name);
  if (!others || !target.checked) return;
  const found = target.dataset.excludes
    ? target.form.querySelectorAll(`[name="${others}"]`)
    : target.form.querySelectorAll(`[data-excludes="${others}"]`);
  for (const other of found) other.checked = false;
}, true);
