// The last keystrokes of a tab that dies before its database has written them: kept by localStorage, which does not wait.

import { note } from "./store.js";

const PREFIX = "pari-typing:";
const tab = Math.random().toString(36).slice(2);

// Held for as long as this tab lives; a draft whose tab holds nothing any more is an orphan.
navigator.locks?.request(PREFIX + tab, () => new Promise(() => {}));

export function jot(edit) {
  attempt(() => localStorage.setItem(`${PREFIX}${tab}:${edit.id}`, JSON.stringify(edit)));
}

/** The database has this edit; a newer one of the same field stays. */
export function strike(edit) {
  attempt(() => {
    const place = `${PREFIX}${tab}:${edit.id}`;
    if (JSON.parse(localStorage.getItem(place))?.key === edit.key) localStorage.removeItem(place);
  });
}

/** Take over what tabs of this user left that are gone; nobody else's. */
export async function adopt(user) {
  const living = new Set(((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name));
  for (const place of Object.keys(globalThis.localStorage ?? {})) {
    if (!place.startsWith(PREFIX) || living.has(place.split(":", 2).join(":"))) continue;
    const edit = JSON.parse(localStorage.getItem(place));
    if (edit?.user !== user) continue;
    await note(edit);
    localStorage.removeItem(place);
  }
}

/** Storage may be full or forbidden; the database is the one that counts. */
function attempt(deed) {
  try {
    deed();
  } catch {
    /* kept by the database alone */
  }
}
