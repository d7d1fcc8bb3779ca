// Keeps what is being typed on this device until it is sent: a lost connection or a closed tab costs nothing.
// <form data-island="draft" data-draft-key="dossier-42" data-draft-note="Khôi phục bản đang viết dở" data-draft-drop="Bỏ">
const DAY = 86_400_000;
type Saved = { at: number; fields: [string, string][] };

export function draft(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement) || !element.dataset.draftKey) return;
  const form = element;
  const key = `draft:${form.dataset.draftKey}`;
  let changed = false;
  let timer = 0;

  const saved = read(key);
  const fromServer = JSON.stringify(fields(form));
  if (saved && JSON.stringify(saved.fields) !== fromServer) offer(form, saved, key);

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = window.setTimeout(() => write(key, { at: Date.now(), fields: fields(form) }), 600);
  });
  form.addEventListener("submit", () => {
    changed = false;
    clearTimeout(timer);
    // Kept until the answer comes: the page that follows is another one, or this one with its errors and values.
    write(key, { at: Date.now(), fields: fields(form) });
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

/** Secrets and files never go into the store. */
function fields(form: HTMLFormElement): [string, string][] {
  const skip = new Set(["csrf", ...[...form.querySelectorAll<HTMLInputElement>("input[type=password]")].map((i) => i.name)]);
  return [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string" && !skip.has(pair[0]));
}

function offer(form: HTMLFormElement, saved: Saved, key: string): void {
  const box = document.createElement("div");
  box.className = "notice notice--info row";
  const take = document.createElement("button");
  const drop = document.createElement("button");
  for (const button of [take, drop]) button.type = "button";
  take.className = "button button--secondary";
  drop.className = "button button--link";
  take.textContent = form.dataset.draftNote ?? "";
  drop.textContent = form.dataset.draftDrop ?? "";
  take.addEventListener("click", () => {
    fill(form, saved.fields);
    box.remove();
  });
  drop.addEventListener("click", () => {
    localStorage.removeItem(key);
    box.remove();
  });
  box.append(take, drop);
  form.prepend(box);
}

function fill(form: HTMLFormElement, pairs: [string, string][]): void {
  const names = new Set(pairs.map(([name]) => name));
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
      if (control.name !== "") control.checked = pairs.some(([n, v]) => n === control.name && v === control.value);
    } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) {
      if (names.has(control.name) && control.type !== "file") control.value = pairs.find(([n]) => n === control.name)?.[1] ?? "";
    }
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function read(key: string): Saved | null {
  try {
    const saved = JSON.parse(localStorage.getItem(key) ?? "null") as Saved | null;
    if (saved && Date.now() - saved.at < 30 * DAY) return saved;
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
