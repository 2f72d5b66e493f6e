// The page of one criterion: every keystroke is kept on this computer, then saved; the page says which.

import { Field } from "./fields.js";
import { askAll } from "./conflict.js";
import { showBanners, showSaved } from "./showing.js";
import { isLasting, ofUser, read } from "./store.js";
import { begin, isLastWord, keep, listen, send, sendAll, start } from "./sender.js";
import "./excluding.js";
import "./keys.js";
import { refresh } from "./refreshing.js";
import "./tree.js";

const QUIET = 700;
const form = document.querySelector("form[data-workspace]");
if (form) open();

function open() {
  const { user, campaign, agency, criterion } = form.dataset;
  const fields = new Map();
  for (const place of form.querySelectorAll("[data-field]")) {
    const field = new Field(place, form);
    field.id = [user, campaign, agency, criterion, field.name].map(encodeURIComponent).join("|");
    fields.set(field.id, field);
  }
  listen((happening) => onHappening(fields, happening));
  for (const field of fields.values()) watch(field);
  form.addEventListener("submit", (event) => onSubmit(event, fields));
  for (const button of document.querySelectorAll("[data-retry]")) button.addEventListener("click", sendAll);
  document.addEventListener("visibilitychange", () => document.hidden && flush(fields));
  isLasting.then((lasting) => showBanners({ nostore: !lasting }));
  restore(fields, Number(user));
  for (const field of fields.values()) if (field.isTouched) typed(field);
}

/** Put back what was typed here and never confirmed, before anything is sent. */
async function restore(fields, user) {
  await begin(user);
  for (const field of fields.values()) {
    const entry = await read(field.id);
    if (!entry || entry.user !== user || (entry.state === "saved" && entry.version <= field.version)) continue;
    if (!field.isDirty) field.write(entry.content);
    if (entry.state === "saved") field.version = entry.version;
    field.say(entry.state === "saved" ? "saved" : "kept");
  }
  start();
  askAll(await ofUser(user), fields);
}

function watch(field) {
  field.place.addEventListener("input", () => typed(field));
  field.place.addEventListener("change", () => save(field));
  const accepts = field.place.querySelector("[data-accepts]");
  accepts?.addEventListener("click", (event) => {
    event.preventDefault();
    edited(field, true);
    save(field);
  });
}

function typed(field) {
  edited(field);
  clearTimeout(field.timer);
  field.timer = setTimeout(() => save(field), QUIET);
}

/** Every keystroke goes to this computer's store at once; sending waits for a pause. */
function edited(field, content = field.read()) {
  field.isDirty = true;
  field.typedAt = Date.now();
  field.say("typing");
  const { campaign, agency, criterion } = form.dataset;
  field.keeping = keep({
    id: field.id, campaign, agency, criterion, field: field.name, url: form.action, content, version: field.version,
  }).catch(() => showBanners({ nostore: true }));
}

async function save(field) {
  clearTimeout(field.timer);
  if (!field.keeping) return;
  await field.keeping;
  await send(field.id);
}

function flush(fields) {
  return Promise.all([...fields.values()].map(save));
}

function onHappening(fields, happening) {
  const field = fields.get(happening.id);
  if (happening.type === "left") showBanners({ left: happening.entries, words: form.dataset, page: location.pathname });
  if (happening.type === "session") showBanners({ session: true });
  if (happening.type === "saved") showBanners({ session: false });
  if (!field) return;
  HAPPENINGS[happening.type]?.(field, happening, fields);
}

const HAPPENINGS = {
  saving: (field) => field.say("saving"),
  kept: sayKept,
  session: sayKept,
  refused: (field, { message }) => field.say("refused", message),
  typed: (field, { content, elsewhere }) => elsewhere && !field.isDirty && field.write(content),
  saved: onSaved,
  replaced: (field, { version, content }) => {
    field.version = version;
    field.isDirty = false;
    field.write(content);
    field.say("saved");
    refresh("[data-live]");
    refreshBanner();
  },
  conflict: async (field, happening, fields) => {
    field.say("conflict");
    refreshBanner();
    if (!happening.elsewhere) askAll(await ofUser(Number(form.dataset.user)), fields);
  },
};

/** Kept means the last letter too: what was typed while the answer travelled says so itself when its turn comes. */
async function sayKept(field) {
  const keeping = field.keeping;
  await keeping;
  if (keeping === field.keeping) field.say("kept");
  refreshBanner();
}

function onSaved(field, { id, key, earlier, body, sent, more, elsewhere }) {
  field.version = body.version;
  const settled = !more && isLastWord(id, key, earlier);
  if (body.content !== undefined && settled) field.write(body.content);
  else if (elsewhere && settled && !field.isBeingTyped) field.write(sent);
  if (settled) {
    field.isDirty = false;
    field.say("saved", body.saved_at);
  }
  showSaved(field, body, form);
  refreshBanner();
}

async function refreshBanner() {
  const left = await ofUser(Number(form.dataset.user));
  showBanners({ left, words: form.dataset, page: location.pathname });
}

/** With scripts the fields are saved one by one; the button only waits for that and goes on. */
async function onSubmit(event, fields) {
  event.preventDefault();
  const next = event.submitter?.dataset.next;
  await flush(fields);
  const mine = new Set(fields.keys());
  const left = (await ofUser(Number(form.dataset.user))).filter((entry) => mine.has(entry.id));
  if (next && !left.length) location.assign(next);
}
