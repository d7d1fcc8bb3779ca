// Keeps what is being typed on this device until it has arrived: a lost line, a dead page or a closed tab costs nothing.
// The attributes come from the macro `draft` in templates/components.html.
import { account, draftKey as keyOf, forget, kept } from "./device";
import { refusedOn } from "./refused";
import { decide, type Pairs, type Saved, typed } from "./draft-rules";
import { count } from "./visit-store";

const DAY = 86_400_000;

export function draft(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement) || !element.dataset.draftKey) return;
  const form = element;
  const { draftKey = "", draftStamp = "" } = form.dataset;
  const key = keyOf(account(), draftKey);
  const shown = fields(form);
  const saved = read(key);
  const refused = refusedOn(form);
  // A refused form shows what was typed; what stood there before that was typed is known from its draft.
  const base = saved && refused ? saved.base : shown;
  let timer = 0;
  const keep = (sent: boolean) => write(key, { at: Date.now(), fields: fields(form), base, sent, stamp: draftStamp });
  const note = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => keep(false), 300);
  };

  const verdict = saved ? decide(saved, shown, refused, draftStamp) : "keep";
  if (verdict === "forget") localStorage.removeItem(key);
  // What comes back refused did not arrive: it is offered wherever its form is opened next.
  if (saved?.sent && refused) write(key, { ...saved, sent: false });
  if (saved && verdict === "restore") {
    fill(form, saved);
    say(form, form.dataset.draftRestored ?? "", [[form.dataset.draftDrop ?? "", () => drop(key)]]);
  }
  if (saved && verdict === "offer") {
    const box = say(form, form.dataset.draftOffer ?? "", [
      [form.dataset.draftTake ?? "", () => { fill(form, saved); box.remove(); note(); }],
      [form.dataset.draftDrop ?? "", () => drop(key)],
    ]);
  }

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  // A phone may end a page without a word; what the timer has not written yet is written now.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer) keep(false);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = 0;
    if (navigator.onLine) return keep(true);
    event.preventDefault();
    keep(false);
    const box = say(form, form.dataset.draftOffline ?? "", []);
    window.addEventListener("online", () => box.remove(), { once: true });
    box.focus();
  });
}

function drop(key: string): void {
  localStorage.removeItem(key);
  location.reload();
}

/** Secrets, files, uploads and what only the server writes never go into the store. */
function fields(form: HTMLFormElement): Pairs {
  const secret = [...form.querySelectorAll<HTMLInputElement>("input[type=password]")].map((i) => i.name);
  const skip = new Set(["csrf", "stamp", "upload", ...secret]);
  return [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string" && !skip.has(pair[0]));
}

function say(form: HTMLFormElement, text: string, choices: [string, () => void][]): HTMLElement {
  const box = document.createElement("div");
  box.className = "notice notice--info";
  box.setAttribute("role", "status");
  box.tabIndex = -1;
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words);
  for (const [label, act] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--secondary";
    button.textContent = label;
    button.addEventListener("click", act);
    box.append(button);
  }
  form.prepend(box);
  return box;
}

function fill(form: HTMLFormElement, saved: Saved): void {
  const [pairs, names] = [saved.fields, typed(saved)];
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
      if (names.has(control.name)) control.checked = pairs.some(([n, v]) => n === control.name && v === control.value);
    } else if (control.matches("input[name=version]")) {
      // The server's own number of the state that is being changed: an old one would be refused.
    } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) {
      if (names.has(control.name) && control.type !== "file") control.value = pairs.find(([n]) => n === control.name)?.[1] ?? "";
    }
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function read(key: string): Saved | null {
  try {
    const saved = JSON.parse(localStorage.getItem(key) ?? "null") as Saved | null;
    if (saved && Array.isArray(saved.base) && Date.now() - saved.at < 30 * DAY) return saved;
    localStorage.removeItem(key);
  } catch {
    // A broken or forbidden store is no store.
  }
  return null;
}

function write(key: string, saved: Saved): void {
  try {
    localStorage.setItem(key, JSON.stringify(saved));
  } catch {
    // Full or forbidden: the form still works.
  }
}

/** An account that signs out leaves nothing on the device, but for a visit that has not reached the server yet: the
 * member is told of it, and it stays under that account. The server is told whether it may have the browser clear the rest. */
export function forgetDrafts(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  const form = element;
  let asked = false;
  form.addEventListener("submit", (event) => {
    if (asked) return;
    event.preventDefault();
    void unsent().then((visits) => {
      if (visits > 0 && !window.confirm(form.dataset.unsent ?? "")) return;
      // Also what was sent ahead: names of files, and where to go on with them.
      try {
        forget([kept(localStorage), kept(sessionStorage)]);
      } catch {
        // A forbidden store holds nothing.
      }
      // Pages kept for places without a line bear a name.
      if ("caches" in window) void caches.delete("visit");
      const answer = Object.assign(document.createElement("input"), { type: "hidden", name: "nothing_waits", value: visits === 0 ? "yes" : "" });
      form.append(answer);
      asked = true;
      form.submit();
    });
  });
}

/** Visits on this device that the server does not have, of every account. */
async function unsent(): Promise<number> {
  try {
    return "indexedDB" in window ? await count() : 0;
  } catch {
    return 0;
  }
}
