// What is typed and not yet known to be saved, kept on this computer in IndexedDB: one entry for each field.
// An entry: {id, user, campaign, agency, criterion, field, url, content, version, key, earlier, state, …}.

const NAME = "pari-answers";
const EDITS = "edits";
const MOST_EARLIER = 50;
const SAVED = "saved";
const REMEMBERED = 600_000;
const memory = new Map();

const opened = new Promise((resolve) => {
  if (!globalThis.indexedDB) return resolve(null);
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(EDITS, { keyPath: "id" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => resolve(null);
});

/** Whether a closed tab keeps what was typed; without a database only this page's memory does. */
export const isLasting = opened.then(Boolean);

/** Keep an edit, over an earlier one of the same field that may or may not have reached the server. */
export function note(edit) {
  return change(edit.id, (known) => {
    if (known?.at > edit.at) return known;
    const before = [...(known ? [...known.earlier, known.key] : []), ...edit.earlier];
    const earlier = [...new Set(before)].filter((key) => key !== edit.key).slice(-MOST_EARLIER);
    const version = known && known.state !== SAVED ? known.version : edit.version;
    return { ...edit, version, earlier, state: "waiting" };
  });
}

/** The server has it. The entry stays a while for a page that was made before; when more was typed, that builds on it. */
export async function settle(id, key, version) {
  const kept = await change(id, (known) => {
    if (known?.key === key) return { ...known, version, earlier: [], state: SAVED };
    return known && { ...known, version, earlier: [] };
  });
  return kept && kept.state !== SAVED;
}

/** Mark an entry, provided that it is still the same edit. */
export function mark(id, key, marks) {
  return change(id, (known) => (known?.key === key && known.state !== SAVED ? { ...known, ...marks } : known));
}

export function drop(id) {
  return change(id, () => null);
}

export async function read(id) {
  const database = await opened;
  if (!database) return memory.get(id);
  return answer(database.transaction(EDITS).objectStore(EDITS).get(id));
}

/** All that this user still has to send, whatever agency or campaign; never anybody else's. */
export async function ofUser(user) {
  const database = await opened;
  const all = database ? await answer(database.transaction(EDITS).objectStore(EDITS).getAll()) : [...memory.values()];
  all.filter((entry) => entry.state === SAVED && entry.at < Date.now() - REMEMBERED).forEach(({ id }) => drop(id));
  return all.filter((entry) => entry.user === user && entry.state !== SAVED).sort((one, other) => one.at - other.at);
}

/** Read, change and write in one transaction, so that two tabs cannot undo one another. Null takes the entry away. */
async function change(id, how) {
  const database = await opened;
  if (!database) return changeMemory(id, how);
  const transaction = database.transaction(EDITS, "readwrite");
  const edits = transaction.objectStore(EDITS);
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  let kept;
  const request = edits.get(id);
  request.onsuccess = () => {
    kept = how(request.result);
    if (kept) edits.put(kept);
    else edits.delete(id);
  };
  await done;
  return kept ?? null;
}

function changeMemory(id, how) {
  const kept = how(memory.get(id)) ?? null;
  if (kept) memory.set(id, kept);
  else memory.delete(id);
  return kept;
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
