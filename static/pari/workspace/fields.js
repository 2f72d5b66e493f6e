// A field of the page: reading what stands in it, putting something in, saying how it is with saving.

const READERS = { claim: readClaim, explanation: readText, not_applicable: readNotApplicable };
const WRITERS = { claim: writeClaim, explanation: writeText, not_applicable: writeNotApplicable };

const PAUSE = 1500;

export class Field {
  constructor(place, form) {
    this.place = place;
    this.form = form;
    this.name = place.dataset.field;
    this.state = place.querySelector(`[data-state-of="${this.name}"]`);
    this.isDirty = false;
    this.typedAt = 0;
  }

  get version() {
    return Number(this.place.dataset.version);
  }

  set version(version) {
    this.place.dataset.version = version;
  }

  /** Whether something was typed or ticked since the page was made: also before this script was there. */
  get isTouched() {
    return [...this.place.querySelectorAll("input:not([type=hidden]), textarea")].some((input) =>
      /radio|checkbox/.test(input.type) ? input.checked !== input.defaultChecked : input.value !== input.defaultValue);
  }

  /** Somebody is at the keyboard: nothing may change under her fingers. */
  get isBeingTyped() {
    return Date.now() - this.typedAt < PAUSE;
  }

  read() {
    return READERS[this.name]?.(this.place);
  }

  write(content) {
    WRITERS[this.name]?.(this.place, content);
  }

  /** One of typing, saving, saved, kept, conflict, refused; the words come from the page. */
  say(state, detail = "") {
    if (!this.state) return;
    this.state.className = `save-state save-state-${state}`;
    const word = this.form.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`] ?? "";
    this.state.textContent = word.replace("%s", detail).trim();
  }
}

/** Resolves once no field has been typed in for a moment. */
export async function nobodyTypes(fields) {
  while ([...fields.values()].some((field) => field.isBeingTyped)) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE / 5));
  }
}

/** The content in words, for two versions side by side. */
export function inWords(field, content) {
  if (field.name === "explanation") return content;
  if (field.name === "not_applicable") {
    const words = field.place.querySelector("label").textContent.trim();
    return `${content.flag ? "☑" : "☐"} ${words}${content.reason ? `\n${content.reason}` : ""}`;
  }
  return claimInWords(field.place, content) || "–";
}

function claimInWords(place, content) {
  const said = [];
  for (const input of place.querySelectorAll("input:not([type=hidden])")) {
    const given = content[input.name];
    const label = (input.labels[0]?.querySelector("span") ?? input.labels[0])?.firstChild?.textContent.trim();
    if (/radio|checkbox/.test(input.type)) {
      if ([given].flat().includes(input.value)) said.push(label);
    } else if (given) said.push(`${label}: ${given}`);
  }
  return said.join("\n");
}

function readClaim(place) {
  const found = {};
  for (const input of place.querySelectorAll("input:not([type=hidden])")) {
    const ticks = /radio|checkbox/.test(input.type);
    if (input.name === "items") found.items = [...(found.items ?? []), ...(input.checked ? [input.value] : [])];
    else if (!ticks || input.checked) found[input.name] = input.value;
  }
  return found;
}

function writeClaim(place, content) {
  for (const input of place.querySelectorAll("input:not([type=hidden])")) {
    const given = content[input.name];
    if (/radio|checkbox/.test(input.type)) input.checked = [given].flat().includes(input.value);
    else input.value = given ?? "";
  }
}

function readText(place) {
  return place.querySelector("textarea").value;
}

function writeText(place, content) {
  place.querySelector("textarea").value = content;
}

function readNotApplicable(place) {
  return { flag: place.querySelector("input[type=checkbox]").checked, reason: readText(place) };
}

function writeNotApplicable(place, content) {
  place.querySelector("input[type=checkbox]").checked = content.flag;
  writeText(place, content.reason);
}
