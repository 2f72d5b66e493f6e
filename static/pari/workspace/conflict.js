// Two people changed one field: both texts side by side, and a choice. Nothing is thrown away before it is made.

import { chooseMine, chooseTheirs } from "./sender.js";
import { inWords } from "./fields.js";

const dialog = document.querySelector("dialog[data-conflict]");
const waiting = [];
let asking = false;

/** Ask about every entry of this page that crossed with somebody else's. */
export function askAll(entries, fields) {
  for (const entry of entries) {
    const field = fields.get(entry.id);
    if (!field || entry.state !== "conflict" || waiting.some((item) => item.entry.id === entry.id)) continue;
    field.say("conflict");
    waiting.push({ entry, field });
  }
  if (!asking) askNext();
}

async function askNext() {
  const item = waiting[0];
  if (!item || !dialog) return;
  asking = true;
  const choice = await asked(item);
  waiting.shift();
  asking = false;
  if (choice === "mine") await chooseMine(item.entry, item.entry.theirs);
  if (choice === "theirs") await chooseTheirs(item.entry, item.entry.theirs);
  askNext();
}

function asked({ entry, field }) {
  const { theirs } = entry;
  const who = dialog.closest("form").dataset.wordTheirs;
  part("who").textContent = `${who.replace("%s", theirs.by)} (${theirs.at})`;
  part("mine").textContent = inWords(field, entry.content);
  part("theirs").textContent = theirs.shown?.length ? theirs.shown.join("\n") : inWords(field, theirs.content);
  return new Promise((resolve) => {
    const choose = (event) => {
      const button = event.target.closest("[data-choose]");
      if (button) dialog.close(button.dataset.choose);
    };
    dialog.addEventListener("click", choose);
    dialog.addEventListener("close", () => {
      dialog.removeEventListener("click", choose);
      resolve(dialog.returnValue);
    }, { once: true });
    dialog.returnValue = "";
    dialog.showModal();
  });
}

function part(name) {
  return dialog.querySelector(`[data-conflict-${name}]`);
}
