// Behaviour of the components, by data-* only. Nothing here is needed to get a deed done.

import "./session.js";

const region = document.getElementById("tin-nhanh");

// data-opens="id" opens a dialog, data-closes closes the one it stands in.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog instanceof HTMLDialogElement) {
    event.preventDefault();
    dialog.showModal();
  }
  event.target.closest("[data-closes]")?.closest("dialog")?.close();
});

// A button with data-confirm asks once before its form goes.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.confirm || button.dataset.sure) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(button.dataset.confirm, button.textContent.trim(), button.classList.contains("btn-danger")).then((sure) => {
    if (!sure) return;
    button.dataset.sure = "yes";
    button.form.requestSubmit(button);
    delete button.dataset.sure;
  });
}, true);

// A form is sent once: a second click while it travels does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.again !== undefined) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

// data-autosubmit: a filter's choice sends its form at once; its button stays for those without scripts.
document.addEventListener("change", (event) => {
  if (event.target.matches("form[data-autosubmit] select, form[data-autosubmit] input[type=checkbox]")) event.target.form.requestSubmit();
});

// What htmx asked for and did not get is said; the page stays as it is.
document.addEventListener("htmx:responseError", ({ detail }) => {
  const refused = new DOMParser().parseFromString(detail.xhr.responseText, "text/html").querySelector(".notice");
  const words = [...(refused?.querySelectorAll("p") ?? [])].map((line) => line.textContent.trim()).join(" ");
  complain(words || region.dataset.failed);
});
document.addEventListener("htmx:sendError", () => complain(region.dataset.unreachable));

// A menu closes when one clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// data-focus: where to look first after a refused form.
document.querySelector("[data-focus]")?.focus();

/** Ask in a dialog; resolves to whether the person said yes. */
export function ask(text, yes, danger = false) {
  const dialog = element("dialog", "dialog");
  const body = element("div", "dialog-body", text);
  const foot = element("div", "dialog-foot");
  const no = element("button", "btn btn-quiet", region.dataset.no);
  const sure = element("button", danger ? "btn btn-danger" : "btn btn-primary", yes);
  foot.append(no, sure);
  dialog.append(body, foot);
  dialog.setAttribute("aria-label", text);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer = false;
    sure.addEventListener("click", () => { answer = true; dialog.close(); });
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); resolve(answer); });
    dialog.showModal();
  });
}

/** Say something at the edge of the page, and to screen readers. Kinds: info, done, warning, fault. */
export function say(text, kind = "info", seconds = 6) {
  const line = element("p", `toast-line toast-${kind}`, text);
  region.append(line);
  if (seconds) setTimeout(() => line.remove(), seconds * 1000);
  return line;
}

/** Once, however many requests failed for it. */
function complain(text) {
  for (const line of [...region.children]) if (line.textContent === text) line.remove();
  say(text, "fault");
}

function element(name, classes, text = "") {
  const made = document.createElement(name);
  made.className = classes;
  made.textContent = text;
  return made;
}
