// Sends what is kept, one at a time for each criterion over all tabs, and says what became of it: each answer tells the
// criterion's state, and the last to come must be the last that was given.

import { adopt, jot, strike } from "./draft.js";
import { drop, mark, note, ofUser, read, settle } from "./store.js";
import { token } from "../token.js";

const PATIENCE = 20_000;
const OUTLIVES_ITS_PAGE = 10_000; // a browser lets only 64 kB be on their way from pages that are gone
const MOST_OWN = 50;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("pari-answers") : null;
const listeners = new Set();
const lines = new Map();
const mine = new Map(); // the keys that this page gave, by field: what they wrote is never a stranger's
let user = null;
let pause = FIRST_PAUSE;
let timer = null;

/** Be told of everything that happens to an entry here or in another tab: {type, id, …}. */
export function listen(listener) {
  listeners.add(listener);
}

channel?.addEventListener("message", (event) => {
  if (event.data.user === user) tell(event.data, true);
});

function tell(happening, elsewhere = false) {
  for (const listener of listeners) listener({ ...happening, elsewhere });
}

function announce(happening) {
  const told = { ...happening, user };
  channel?.postMessage(told);
  tell(told);
}

/** Say for whom; resolves when what her earlier pages left is in the store. */
export async function begin(who) {
  user = who;
  await adopt(user);
}

/** Begin to send: what was left by an earlier page, and again when the network or the session is back. */
export function start() {
  addEventListener("online", sendAll);
  addEventListener("focus", sendAll);
  document.addEventListener("visibilitychange", () => sendAll());
  sendAll();
}

/** Keep an edit on this computer; resolves when it is safe there. */
export async function keep(edit) {
  const key = crypto.randomUUID?.() ?? randomKey();
  const earlier = mine.get(edit.id) ?? [];
  mine.set(edit.id, [...earlier, key].slice(-MOST_OWN));
  const typed = { ...edit, user, key, earlier, at: Date.now() };
  jot(typed);
  const entry = await note(typed);
  strike(typed);
  channel?.postMessage({ type: "typed", id: entry.id, content: entry.content, user });
  return entry;
}

function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Try everything that waits; resolves to what is left. */
export async function sendAll() {
  clearTimeout(timer);
  timer = null;
  const entries = await ofUser(user);
  await Promise.all(entries.filter((entry) => entry.state !== "conflict").map((entry) => send(entry.id)));
  const left = await ofUser(user);
  tell({ type: "left", entries: left });
  return left;
}

/** Whether a saved edit is this page's last word on the field, or was typed on top of it elsewhere. */
export function isLastWord(id, key, earlier) {
  const last = mine.get(id)?.at(-1);
  return !last || last === key || earlier.includes(last);
}

/** Send one entry; in line behind what is being sent of the same criterion, here and in other tabs. */
export function send(id) {
  return alone(id, async () => {
    const entry = await read(id);
    if (!entry || entry.user !== user || entry.state === "conflict" || entry.state === "saved") return;
    tell({ type: "saving", id });
    await attempt(entry);
  });
}

function alone(id, work) {
  const criterion = id.slice(0, id.lastIndexOf("|"));
  if (navigator.locks) return navigator.locks.request(`pari-answers:${criterion}`, work);
  const line = (lines.get(criterion) ?? Promise.resolve()).then(work, work);
  lines.set(criterion, line);
  return line;
}

async function attempt(entry) {
  let answer;
  try {
    answer = await post(entry);
  } catch {
    return unreachable(entry);
  }
  if (answer.status >= 500 || answer.status === 429) return unreachable(entry);
  const body = await json(answer);
  if (answer.status === 401 || !body) return announce({ type: "session", id: entry.id });
  pause = FIRST_PAUSE;
  if (answer.ok) return arrived(entry, body);
  if (body.theirs) return crossed(entry, body);
  await mark(entry.id, entry.key, { state: "refused" });
  announce({ type: "refused", id: entry.id, message: [body.title, body.detail].filter(Boolean).join(" ") });
}

function post(entry) {
  const { user, field, content, version, key, earlier } = entry;
  const body = JSON.stringify({ user, field, content, version, key, earlier });
  return fetch(entry.url, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
    body,
    credentials: "same-origin",
    redirect: "manual",
    keepalive: document.hidden && body.length < OUTLIVES_ITS_PAGE,
    signal: AbortSignal.timeout?.(PATIENCE),
  });
}

async function json(answer) {
  if (!/\bjson\b/.test(answer.headers.get("Content-Type") ?? "")) return null;
  try {
    return await answer.json();
  } catch {
    return null;
  }
}

function unreachable(entry) {
  announce({ type: "kept", id: entry.id });
  timer ??= setTimeout(sendAll, pause);
  pause = Math.min(2 * pause, LONGEST_PAUSE);
}

async function arrived(entry, body) {
  const more = await settle(entry.id, entry.key, body.version);
  const { id, key, earlier, content } = entry;
  announce({ type: "saved", id, key, earlier, body, sent: content, more });
  if (more) queueMicrotask(() => send(entry.id));
}

async function crossed(entry, body) {
  const kept = await mark(entry.id, entry.key, { state: "conflict", theirs: body.theirs });
  if (kept?.key === entry.key) announce({ type: "conflict", id: entry.id, theirs: body.theirs, mine: entry.content });
  else if (kept) queueMicrotask(() => send(entry.id));
}

/** Mine: send it again, now on top of theirs. */
export async function chooseMine(entry, theirs) {
  await mark(entry.id, entry.key, { state: "waiting", version: theirs.version, theirs: null });
  return send(entry.id);
}

/** Theirs: what was typed here is let go. */
export async function chooseTheirs(entry, theirs) {
  await drop(entry.id);
  announce({ type: "replaced", id: entry.id, version: theirs.version, content: theirs.content });
}
