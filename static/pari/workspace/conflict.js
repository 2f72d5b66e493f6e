// Two people changed one field: both texts side by side, and a choice. Nothing is thrown away before it is made.

import { chooseMine, chooseTheirs } from "./sender.js";
import { inWords, nobodyTypes } from "./fields.js";
import { read } from "./store.js";

const dialog = document.querySelector("dialog[data-conflict]");
const waiting = [];
let asking = false;

/** Ask about every entry of this page that crossed with somebody else's. */
export function askAll(entries, fields) {
  for (const entry of entries) {
    const field = fields.get(entry.id);
    if (!field || entry.state !== "conflict" || waiting.includes(field)) continue;
    field.say("conflict");
    waiting.push(field);
  }
  if (!asking) askNext(fields);
}

/** Not while somebody types: the dialog would take her keys. */
async function askNext(fields) {
  const field = waiting[0];
  if (!field || !dialog) return;
  asking = true;
  await nobodyTypes(fields);
  const entry = await read(field.id);
  const choice = entry?.state === "conflict" && await asked(entry, field);
  waiting.shift();
  asking = false;
  if (choice === "mine") await chooseMine(entry, entry.theirs);
  if (choice === "theirs") await chooseTheirs(entry, entry.theirs);
  askNext(fields);
}

function asked(entry, field) {
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
