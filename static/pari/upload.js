// Files in pieces (tus 1.0): many at once, on from where the line broke. Without it the form sends them whole.

import { token } from "./token.js";

const WAITS = [1, 2, 4, 8, 15, 30];
const AT_ONCE = 2;
const LIST = "#evidence-documents";
const waiting = [];
let running = 0, fresh = Promise.resolve();
prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target));

function prepare(within) {
  for (const form of within.querySelectorAll?.("form[data-upload]") ?? []) form.classList.add("is-live");
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-upload]");
  if (!form || event.target.type !== "file") return;
  take(form, event.target.files);
  event.target.value = "";
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-upload-zone]");
    if (!zone || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop") take(zone.closest("form"), event.dataTransfer.files);
  });
}

window.addEventListener("beforeunload", (event) => { if (running || waiting.length) event.preventDefault(); });

function take(form, files) {
  waiting.push(...Array.from(files, (file) => lineFor(form, file)));
  next();
}

function next() {
  while (running < AT_ONCE && waiting.length) {
    const line = waiting.shift();
    if (line.stopped) continue;
    running += 1;
    transfer(line).finally(() => { running -= 1; next(); });
  }
}

function lineFor(form, file) {
  const item = form.querySelector("[data-upload-line]").content.firstElementChild.cloneNode(true);
  const line = { form, file, item, offset: 0, tries: 0, url: recall(form, file), unsure: true, stopped: false, wake: () => {} };
  item.querySelector(".evidence-line-name").textContent = file.name;
  item.querySelector("progress").setAttribute("aria-label", file.name);
  item.querySelector("[data-upload-again]").addEventListener("click", () => line.wake());
  item.querySelector("[data-upload-stop]").addEventListener("click", () => stop(line));
  form.querySelector("[data-upload-list]").append(item);
  show(line, "waiting");
  return line;
}

async function transfer(line) {
  while (!line.stopped) {
    try {
      if (line.url && line.unsure) await ask(line);
      if (!line.url) await begin(line);
      // At least one piece: the last one, though empty, has the server take the file.
      do await send(line); while (line.offset < line.file.size && !line.stopped);
      if (!line.stopped) done(line);
      return;
    } catch (problem) {
      if (line.stopped) return;
      if (!problem.passes) return refuse(line, problem.words);
      line.unsure = true;
      await pause(line, problem.status === 401 ? "session" : "broken");
    }
  }
}

async function begin(line) {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(line.file.name)));
  const headers = { "Upload-Length": line.file.size, "Upload-Metadata": `filename ${name}` };
  line.url = (await request(line, "POST", line.form.dataset.begin, { headers })).getResponseHeader("Location");
  line.offset = 0;
  remember(line);
}

async function ask(line) {
  try {
    line.offset = Number((await request(line, "HEAD", line.url)).getResponseHeader("Upload-Offset"));
    line.unsure = false;
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    forget(line);
    line.url = null;
  }
}

async function send(line) {
  const piece = line.file.slice(line.offset, line.offset + Number(line.form.dataset.piece));
  const isLast = line.offset + piece.size >= line.file.size;
  const headers = { "Upload-Offset": line.offset, "Content-Type": "application/offset+octet-stream" };
  const moved = (sent) => {
    line.item.querySelector("progress").value = (line.offset + sent) / line.file.size;
    show(line, isLast && sent >= piece.size ? "checking" : "sending");
  };
  moved(0);
  line.offset = Number((await request(line, "PATCH", line.url, { headers, body: piece, moved })).getResponseHeader("Upload-Offset"));
  line.tries = 0;
}

/** Resolves to the answer; rejects with `passes` for what a later attempt may mend. */
function request(line, method, url, { headers = {}, body = null, moved = null } = {}) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const all = { Accept: "application/json", "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), ...headers };
    call.open(method, url);
    for (const [name, value] of Object.entries(all)) call.setRequestHeader(name, value);
    if (moved) call.upload.addEventListener("progress", (event) => moved(event.loaded));
    for (const end of ["error", "abort"]) call.addEventListener(end, () => reject({ status: 0, passes: true }));
    call.addEventListener("load", () => (call.status >= 200 && call.status < 300 ? resolve(call) : reject(problemOf(call, method))));
    line.call = call;
    call.send(body);
  });
}

function problemOf(call, method) {
  let words = "";
  try {
    const told = JSON.parse(call.responseText);
    words = [told.title, told.detail].filter(Boolean).join(" ");
  } catch { /* a page of a proxy in between */ }
  const status = call.status;
  const isElsewhere = (status === 409 && call.getResponseHeader("Upload-Offset") !== null) || (status === 404 && method !== "POST");
  return { status, passes: status >= 500 || [401, 408, 423, 429].includes(status) || isElsewhere, words };
}

function pause(line, word) {
  show(line, word);
  const again = line.item.querySelector("[data-upload-again]");
  again.hidden = false;
  return new Promise((resolve) => {
    const wake = () => { clearTimeout(timer); removeEventListener("online", wake); again.hidden = true; resolve(); };
    const timer = setTimeout(wake, 1000 * WAITS[Math.min(line.tries++, WAITS.length - 1)]);
    addEventListener("online", wake);
    line.wake = wake;
  });
}

function done(line) {
  forget(line);
  line.item.querySelector("[data-upload-stop]").remove();
  show(line, "done");
  setTimeout(() => line.item.remove(), 5000);
  refresh(line.form);
}

function refuse(line, words) {
  forget(line);
  line.stopped = true;
  show(line, "refused", words || line.form.dataset.wordRefused);
}

function stop(line) {
  const isThere = line.url && !line.stopped;
  line.stopped = true;
  line.call?.abort();
  line.wake();
  if (isThere) request(line, "DELETE", line.url).catch(() => {});
  forget(line);
  line.item.remove();
  say(line, line.form.dataset.wordStopped);
}

// One after the other: a list that is swapped while another one is asked for would be lost.
function refresh(form) {
  if (form.dataset.stale) return;
  form.dataset.stale = "yes";
  fresh = fresh.catch(() => {}).then(async () => {
    delete form.dataset.stale;
    await window.htmx?.ajax("GET", form.dataset.panel, { target: LIST, select: LIST, swap: "outerHTML" });
    document.body.dispatchEvent(new CustomEvent("evidence-changed", { bubbles: true }));
  });
}

function show(line, state, words = "") {
  const text = words || line.form.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`];
  const place = line.item.querySelector(".evidence-line-state");
  line.item.className = `evidence-line evidence-line-${state}`;
  if (place.textContent !== text && !["sending", "waiting"].includes(state)) say(line, text);
  place.textContent = text;
}

function say(line, text) { line.form.querySelector("[data-upload-said]").textContent = `${line.file.name}: ${text}`; }

const keyOf = (form, file) => `pari-upload:${form.dataset.begin}:${file.name}:${file.size}:${file.lastModified}`;
function recall(form, file) { try { return localStorage.getItem(keyOf(form, file)); } catch { return null; } }
function remember(line) { try { localStorage.setItem(keyOf(line.form, line.file), line.url); } catch { /* full or forbidden */ } }
function forget(line) { try { localStorage.removeItem(keyOf(line.form, line.file)); } catch { /* forbidden */ } }
