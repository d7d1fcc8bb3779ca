// The file of a paper is sent as soon as it is chosen, piece by piece (tus 1.0.0), and goes on where the line broke: by
// itself when the line is back, and after a reload once the same file is chosen again. The form then names the upload.
// Attributes and the list come from the macro `field` in templates/upload/parts.html.
import { refusedOn } from "./refused";
import { Upload, isSupported, type DetailedError } from "tus-js-client";
import { byForm, fill, fingerprint, percent, sized, verdict } from "./upload-rules";

const DAY = 86_400_000;
/** A proxy may hold a request back until it is whole; a piece is what is lost then. */
const PIECE = 256 * 1024;
/** Without a byte for so long a line is dead, whatever the device says of it. */
const SILENCE = 60_000;

type State = "waiting" | "sending" | "paused" | "lost" | "failed" | "refused";
type Item = { file: File; state: State; sent: number; moved: number; tus: Upload; row: HTMLLIElement };

export function upload(element: HTMLElement): void {
  const input = element.querySelector<HTMLInputElement>("input[type=file]");
  const list = element.querySelector("ul");
  const status = element.querySelector<HTMLElement>("[role=status]");
  const form = input?.form;
  if (!isSupported || !input || !form || !list || !status) return;
  const refused = refusedOn(form);

  const word = (name: string, values: Record<string, string | number> = {}) =>
    fill(element.dataset[`upload${name[0]?.toUpperCase()}${name.slice(1)}`] ?? "", values);
  const endpoint = new URL("/uploads", location.href).href;
  const producer = element.dataset.uploadProducer ?? "";
  const key = `upload:${new URL(form.action).pathname}`;
  const items: Item[] = [];
  let held: { by: HTMLElement | null } | null = null;

  const busy = () => items.some((i) => ["waiting", "sending", "paused", "lost"].includes(i.state));
  /** `heard`: it stands in the list already and is only read out. */
  const tell = (text: string, heard = false) => {
    status.classList.toggle("visually-hidden", heard);
    status.textContent = text;
  };

  // --- the list -------------------------------------------------------------------------------------------------

  const boxes = () => [...list.querySelectorAll<HTMLInputElement>("input[name=upload]")];
  const note = () => keep(key, boxes().filter((b) => b.checked).map((b) => [b.value, b.dataset.words ?? b.labels?.[0]?.textContent ?? ""]));

  function arrived(row: HTMLLIElement, id: string, words: string): void {
    if (boxes().some((b) => b.value === id)) return row.remove();
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "upload", value: id, id: `upload-${id}`, checked: true });
    box.dataset.words = words;
    const label = Object.assign(document.createElement("label"), { htmlFor: box.id, textContent: words });
    const here = row.contains(document.activeElement);
    row.className = "upload__item option";
    row.replaceChildren(box, label);
    if (here) box.focus();
    list?.append(...(row.parentElement ? [] : [row]));
    if (list) list.hidden = false;
  }

  function draw(item: Item): void {
    const { row, file, state } = item;
    const n = percent(item.sent, file.size);
    const bar = row.querySelector("progress");
    if (bar) { bar.value = item.sent; bar.hidden = state === "failed" || state === "refused"; }
    const text = row.querySelector(".upload__state");
    if (text && state !== "refused") text.textContent = word(state, { percent: n });
    const [turn] = row.querySelectorAll("button");
    if (turn) {
      turn.hidden = !["sending", "waiting", "paused"].includes(state);
      turn.firstChild!.textContent = word(state === "paused" ? "resume" : "pause");
    }
  }

  function add(file: File): void {
    const row = document.createElement("li");
    row.className = "upload__item";
    const name = Object.assign(document.createElement("span"), { className: "upload__name", textContent: `${file.name} · ${sized(file.size, document.documentElement.lang)}` });
    const bar = Object.assign(document.createElement("progress"), { max: file.size, value: 0 });
    bar.setAttribute("aria-label", file.name);
    const text = Object.assign(document.createElement("span"), { className: "upload__state hint" });
    row.append(name, bar, text, button(word("pause"), file.name, () => turn(item)), button(word("drop"), file.name, () => drop(item)));
    list?.append(row);
    if (list) list.hidden = false;
    const item: Item = { file, state: "waiting", sent: 0, moved: Date.now(), row, tus: sending(file, () => item) };
    items.push(item);
    draw(item);
  }

  // --- sending --------------------------------------------------------------------------------------------------

  function sending(file: File, item: () => Item): Upload {
    let known: Promise<string> | undefined;
    return new Upload(file, {
      fingerprint: () => (known ??= fingerprint(file)),
      endpoint, chunkSize: PIECE, retryDelays: [0, 1000, 3000, 5000, 10_000], metadata: { filename: file.name, producer },
      headers: { "X-CSRF-Token": form?.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "" },
      onProgress: (sent) => { item().moved = Date.now(); item().sent = sent; draw(item()); },
      onChunkComplete: (_, accepted) => { item().sent = accepted; },
      onSuccess: () => done(item()),
      onError: (error) => broken(item(), error as DetailedError),
    });
  }

  async function start(item: Item): Promise<void> {
    Object.assign(item, { state: "sending", moved: Date.now() });
    draw(item);
    if (!item.tus.url) {
      const [before] = await item.tus.findPreviousUploads();
      if (before) item.tus.resumeFromPreviousUpload(before);
    }
    if (item.state === "sending") item.tus.start();
  }

  /** One file after the other: a thin line is not divided. */
  function next(): void {
    if (!items.some((i) => i.state === "sending" || i.state === "lost")) {
      const waiting = items.find((i) => i.state === "waiting");
      if (waiting) return void start(waiting);
    }
    if (busy() || !held) return;
    const { by } = held;
    held = null;
    form?.requestSubmit(by);
  }

  function done(item: Item): void {
    items.splice(items.indexOf(item), 1);
    const id = item.tus.url?.split("/").pop() ?? "";
    arrived(item.row, id, `${word("sent")} ${item.file.name} · ${sized(item.file.size, document.documentElement.lang)}`);
    note();
    if (!busy() && !held) tell(word("all"));
    next();
  }

  function broken(item: Item, error: DetailedError): void {
    const answer = error.originalResponse;
    item.state = verdict(answer?.getStatus() ?? 0);
    draw(item);
    const text = item.row.querySelector(".upload__state");
    if (item.state === "refused" && text) text.textContent = answer?.getBody() ?? "";
    tell(text?.textContent ?? "", true);
    if (item.state === "lost") return void setTimeout(() => again(), 15_000);
    if (item.state === "refused") held = null;
    back();
    next();
  }

  /** What could not be sent ahead goes with the form, as it does without scripts. */
  function back(): void {
    const files = new DataTransfer();
    for (const item of items) if (item.state === "failed") files.items.add(item.file);
    if (input) input.files = files.files;
  }

  function again(): void {
    for (const item of items) if (item.state === "lost" && navigator.onLine) { tell(""); void start(item); }
  }

  function turn(item: Item): void {
    if (item.state === "paused") {
      item.state = "waiting";
    } else {
      item.state = "paused";
      void item.tus.abort();
    }
    draw(item);
    next();
  }

  function drop(item: Item): void {
    items.splice(items.indexOf(item), 1);
    item.row.remove();
    list!.hidden = list!.children.length === 0;
    // What cannot be told to the server now, it forgets within a day.
    item.tus.abort(true).catch(() => {});
    back();
    input?.focus();
    next();
  }

  // --- events ---------------------------------------------------------------------------------------------------

  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    if (files.length === 0 || (list.children.length === 0 && byForm(files, PIECE))) return;
    input.value = "";
    tell("");
    files.forEach(add);
    back();
    next();
  });
  list.addEventListener("change", note);
  form.addEventListener("submit", (event) => {
    if (!busy()) return;
    event.preventDefault();
    if (!navigator.onLine) return;
    held = { by: event.submitter };
    for (const item of items) if (item.state === "paused") item.state = "waiting";
    tell(word("hold"));
    next();
  });
  window.addEventListener("online", again);
  window.addEventListener("offline", () => {
    for (const item of items) {
      if (item.state !== "sending") continue;
      void item.tus.abort();
      item.state = "lost";
      draw(item);
      tell(word("lost", { percent: percent(item.sent, item.file.size) }), true);
    }
  });
  setInterval(() => {
    for (const item of items) {
      if (item.state !== "sending" || Date.now() - item.moved < SILENCE) continue;
      void item.tus.abort().then(() => start(item));
    }
  }, 5000);

  // --- what an earlier page left --------------------------------------------------------------------------------

  async function remember(): Promise<void> {
    for (const [id, words] of refused ? [] : kept(key)) {
      const now = await ask(`${endpoint}/${id}`);
      if (now && now.offset === now.length) arrived(document.createElement("li"), id, words);
    }
    note();
    for (const [entry, before] of unfinished(producer)) {
      const now = await ask(before.uploadUrl);
      if (now === null) localStorage.removeItem(entry);
      if (!now || now.offset === now.length || items.length > 0) continue;
      tell(word("again", { name: before.metadata.filename ?? "", percent: percent(now.offset, now.length) }));
    }
  }
  void remember();
}

function button(label: string, about: string, act: () => void): HTMLButtonElement {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--link" });
  const more = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` ${about}` });
  button.append(label, more);
  button.addEventListener("click", act);
  return button;
}

/** How far an upload stands; null: it is gone; undefined: no answer came. */
async function ask(url: string): Promise<{ offset: number; length: number } | null | undefined> {
  try {
    const answer = await fetch(url, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
    if (!answer.ok) return answer.status === 404 ? null : undefined;
    return { offset: Number(answer.headers.get("Upload-Offset")), length: Number(answer.headers.get("Upload-Length")) };
  } catch {
    return undefined;
  }
}

type Before = { uploadUrl: string; creationTime: string; metadata: Record<string, string> };

/** What the library wrote down of uploads to this producer's papers; what is older than a day goes. */
function unfinished(producer: string): [string, Before][] {
  const found: [string, Before][] = [];
  try {
    for (const entry of Object.keys(localStorage).filter((k) => k.startsWith("tus::"))) {
      const before = JSON.parse(localStorage.getItem(entry) ?? "{}") as Before;
      if (!(Date.now() - Date.parse(before.creationTime) < DAY)) localStorage.removeItem(entry);
      else if (before.metadata?.producer === producer && before.uploadUrl) found.push([entry, before]);
    }
  } catch {
    // A broken or forbidden store is no store.
  }
  return found;
}

function kept(key: string): [string, string][] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "[]") as [string, string][];
  } catch {
    return [];
  }
}

function keep(key: string, boxes: [string, string][]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(boxes));
  } catch {
    // Full or forbidden: after a reload the file is chosen again.
  }
}
