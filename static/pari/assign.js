// Ticking a whole column of the grid, and how much is ticked; without this each cell is ticked by itself.

for (const form of document.querySelectorAll("form[data-ticks]")) {
  const said = form.querySelector("[data-ticked]");
  const before = said?.textContent;
  const ticks = (column) => [...form.querySelectorAll(`input[data-column${column ? `="${column}"` : ""}]`)];

  function count() {
    const ticked = ticks().filter((tick) => tick.checked).length;
    if (said) said.textContent = ticked ? said.dataset.words.replace("#", ticked) : before;
    for (const head of form.querySelectorAll("input[data-head]")) {
      const own = ticks(head.dataset.head);
      const on = own.filter((tick) => tick.checked).length;
      head.checked = own.length > 0 && on === own.length;
      head.indeterminate = on > 0 && on < own.length;
    }
  }

  for (const cell of form.querySelectorAll("[data-tick-column]")) {
    const label = document.createElement("label");
    const head = document.createElement("input");
    head.type = "checkbox";
    head.className = "assign-tick";
    head.dataset.head = cell.dataset.tickColumn;
    label.append(head, ...cell.childNodes);
    cell.append(label);
  }

  form.addEventListener("change", (event) => {
    const column = event.target.dataset.head;
    if (column) for (const tick of ticks(column)) tick.checked = event.target.checked;
    count();
  });
  count();
}
