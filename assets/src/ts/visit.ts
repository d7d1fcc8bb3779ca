// The visit's form on a phone without a line: what is typed, photographed and signed is kept on the device, and once the
// person has finished it goes off by itself, picture by picture and then the form, under one name that the server takes
// once. Attributes come from templates/advisory/visit.html.
import { Upload, type DetailedError } from "tus-js-client";
import { refusedOn } from "./refused";
import type { Pairs } from "./draft-rules";
import { fill } from "./upload-rules";
import { pad } from "./sign";
import { drop, load, save, type Kept, type Visit } from "./visit-store";

const PIECE = 256 * 1024;
/** A picture's longest side: enough to read a label by, a tenth of what a camera writes. */
const SIDE = 2000;

export async function visit(element: HTMLElement): Promise<void> {
  if (!(element instanceof HTMLFormElement) || !("indexedDB" in window)) return;
  const form = element;
  const say = form.querySelector<HTMLElement>(".visit-say")!;
  const word = (name: string, values: Record<string, string | number> = {}) =>
    fill(form.dataset[`visit${name[0]!.toUpperCase()}${name.slice(1)}`] ?? "", values);
  const tell = (text: string) => { say.textContent = text; };
  const key = `${form.dataset.visitAccount}/${form.dataset.visitDossier}`;
  const idField = form.elements.namedItem("id") as HTMLInputElement;
  const refused = refusedOn(form);

  let state: Visit;
  try {
    const before = await load(key);
    state = before ?? { key, id: fresh(), fields: [], files: [], finished: false };
    if (before && !refused) { put(form, before.fields); tell(word("restored")); }
  } catch {
    return; // A store that is forbidden: the form goes as it does without scripts.
  }
  idField.value = state.id;

  // --- kept on the device ---------------------------------------------------------------------------------------

  let last: Promise<unknown> = Promise.resolve();
  const keep = () => (last = last.then(() => save(state)).catch(() => {}));
  let timer = 0;
  const note = () => {
    if (state.finished) return;
    state.fields = typed(form);
    clearTimeout(timer);
    timer = window.setTimeout(keep, 300);
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") void keep(); });

  const lists = new Map([...form.querySelectorAll<HTMLUListElement>("[data-visit-files]")].map((ul) => [ul.dataset.visitFiles!, ul]));
  function draw(): void {
    for (const [use, list] of lists) {
      const files = state.files.filter((f) => f.use === use);
      list.hidden = files.length === 0;
      list.replaceChildren(...files.map((file) => {
        const row = document.createElement("li");
        const view = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
        view.setAttribute("aria-hidden", "true");
        const remove = Object.assign(document.createElement("button"), { type: "button", className: "button button--link", textContent: `${word("remove")} ${file.name}` });
        remove.addEventListener("click", () => { state.files = state.files.filter((f) => f !== file); draw(); void keep(); });
        row.append(view, ...(state.finished ? [file.name] : [remove]));
        void thumbnail(view, file.blob);
        return row;
      }));
    }
  }
  for (const input of form.querySelectorAll<HTMLInputElement>("input[type=file]")) {
    input.addEventListener("change", async () => {
      const chosen = [...(input.files ?? [])];
      // From here on the device keeps them; the form's own copy would go a second time.
      input.value = "";
      for (const file of chosen) state.files.push({ use: input.name, name: file.name, blob: await smaller(file) });
      draw();
      note();
    });
  }
  for (const box of form.querySelectorAll<HTMLElement>("[data-visit-sign]")) {
    const use = `sign.${box.dataset.visitSign}`;
    const shown = box.querySelector<HTMLElement>("[data-visit-signstate]")!;
    const drawn = () => { shown.textContent = state.files.some((f) => f.use === use) ? word("signed") : ""; };
    drawn();
    pad(box.querySelector("canvas")!, box.querySelector("button")!, state.files.find((f) => f.use === use)?.blob, (blob) => {
      if (state.finished) return;
      state.files = state.files.filter((f) => f.use !== use);
      if (blob) state.files.push({ use, name: "chu-ky.png", blob });
      drawn();
      void keep();
    });
  }
  draw();

  form.querySelector("[data-visit-locate]")?.addEventListener("click", () => {
    const set = (name: string, value: string) => { (form.elements.namedItem(name) as HTMLInputElement).value = value; };
    if (!navigator.geolocation) return tell(word("nospot"));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        set("latitude", coords.latitude.toFixed(6));
        set("longitude", coords.longitude.toFixed(6));
        set("accuracy", String(Math.round(coords.accuracy)));
        note();
      },
      () => tell(word("nospot")),
      { enableHighAccuracy: true, timeout: 30_000 },
    );
  });

  // --- sending --------------------------------------------------------------------------------------------------

  let busy = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    state.fields = typed(form);
    state.finished = true;
    clearTimeout(timer);
    draw();
    void keep().then(send);
  });
  window.addEventListener("online", () => { tell(""); void send(); });
  window.addEventListener("offline", () => tell(state.finished ? word("wait") : word("offline")));

  async function send(): Promise<void> {
    if (!state.finished || busy) return;
    if (!navigator.onLine) return tell(word("wait"));
    busy = true;
    try {
      const csrf = await token();
      if (csrf === null) return tell(word("signin"));
      for (let tries = 0; tries < 2; tries += 1) {
        for (const file of state.files) await sendFile(file, csrf);
        const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: body(csrf) });
        if (answer.ok) return await arrived();
        const told = await answer.json().catch(() => ({})) as { detail?: string; errors?: { field: string; code: string; words: string }[] };
        if (told.errors?.some((e) => e.code.startsWith("upload_")) && tries === 0) {
          // Kept for a day only, or taken in by a sending whose answer was lost: they go once more.
          for (const file of state.files) { delete file.upload; delete file.url; }
          continue;
        }
        return reopen(told.errors?.map((e) => e.words).join(". ") || told.detail || String(answer.status));
      }
    } catch (error) {
      const status = (error as DetailedError).originalResponse?.getStatus() ?? 0;
      if (status >= 400 && status < 500) return reopen((error as DetailedError).originalResponse?.getBody() ?? "");
      tell(word("wait"));
      setTimeout(() => void send(), 15_000);
    } finally {
      busy = false;
    }
  }

  /** What the server would not take is mended by the person: the visit opens again. */
  function reopen(words: string): void {
    state.finished = false;
    draw();
    void keep();
    tell(`${word("refused")} ${words}`);
    say.tabIndex = -1;
    say.focus();
  }

  function sendFile(file: Kept, csrf: string): Promise<void> {
    if (file.upload) return Promise.resolve();
    tell(word("sending", { left: state.files.filter((f) => !f.upload).length }));
    return new Promise((done, fail) => {
      const tus: Upload = new Upload(file.blob, {
        endpoint: new URL("/uploads", location.href).href, chunkSize: PIECE, retryDelays: [0, 1000, 3000], storeFingerprintForResuming: false,
        uploadUrl: file.url ?? null, metadata: { filename: file.name, visit: form.dataset.visitDossier! }, headers: { "X-CSRF-Token": csrf },
        onUploadUrlAvailable: () => { file.url = tus.url ?? undefined; void keep(); },
        onSuccess: () => { file.upload = tus.url?.split("/").pop(); void keep(); done(); },
        onError: fail,
      });
      tus.start();
    });
  }

  function body(csrf: string): FormData {
    const data = new FormData();
    data.append("csrf", csrf);
    data.append("id", state.id);
    for (const [name, value] of state.fields) if (name !== "id" && name !== "csrf") data.append(name, value);
    for (const file of state.files) if (file.upload) data.append(`up.${file.use}`, file.upload);
    return data;
  }

  /** The session's token as it is now: the page may have been kept for days. Null: no account is signed in. */
  async function token(): Promise<string | null> {
    const answer = await fetch(form.action, { headers: { "X-Fresh": "1" }, cache: "no-store" });
    if (answer.redirected || !answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector<HTMLInputElement>("main input[name=csrf]")?.value ?? null;
  }

  async function arrived(): Promise<void> {
    await last;
    await drop(key);
    state = { key, id: fresh(), fields: [], files: [], finished: true };
    const link = Object.assign(document.createElement("a"), { href: `/advisory/${form.dataset.visitDossier}`, textContent: word("open") });
    say.replaceChildren(`${word("sent")} `, link);
    form.replaceChildren(say);
    say.tabIndex = -1;
    say.focus();
  }

  await keepPage(tell, word, refused || state.fields.length > 0);
  if (state.finished) void send();
}

/** Everything the page is made of goes into the worker's store, so that it opens again without a line. */
async function keepPage(tell: (text: string) => void, word: (name: string) => string, quiet: boolean): Promise<void> {
  if (!("serviceWorker" in navigator) || !navigator.onLine) return;
  try {
    await navigator.serviceWorker.register("/advisory/worker.js", { scope: "/advisory/" });
    await navigator.serviceWorker.ready;
    const cache = await caches.open("visit");
    const made = performance.getEntriesByType("resource").map((e) => new URL(e.name)).filter((u) => u.origin === location.origin && u.pathname.startsWith("/static/"));
    await cache.addAll([location.pathname, ...new Set(made.map((u) => u.pathname))]);
    if (!quiet) tell(word("kept"));
  } catch {
    // No worker here: what is typed is kept all the same while the page stays open.
  }
}

/** A name given once only, also where the browser has no ready-made one. */
function fresh(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function typed(form: HTMLFormElement): Pairs {
  return [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[0] !== "csrf");
}

function put(form: HTMLFormElement, pairs: Pairs): void {
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.type === "radio") {
      control.checked = pairs.some(([n, v]) => n === control.name && v === control.value);
      if (control.checked) control.closest("details")?.setAttribute("open", "");
    } else if ((control instanceof HTMLInputElement && !["file", "checkbox"].includes(control.type)) || control instanceof HTMLTextAreaElement) {
      const value = control.name === "csrf" ? undefined : pairs.find(([n]) => n === control.name)?.[1];
      if (value === undefined) continue;
      control.value = value;
      if (value !== "") control.closest("details")?.setAttribute("open", "");
    }
  }
}

/** A photo made smaller; what is none, or small already, stays as it is. Where it was taken is left out on the way. */
async function smaller(file: File): Promise<Blob> {
  if (!file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", 0.85));
  } catch {
    return file;
  }
}

async function thumbnail(canvas: HTMLCanvasElement, blob: Blob): Promise<void> {
  try {
    const picture = await createImageBitmap(blob);
    const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height);
    const [w, h] = [picture.width * scale, picture.height * scale];
    canvas.getContext("2d")!.drawImage(picture, (canvas.width - w) / 2, (canvas.height - h) / 2, w, h);
  } catch {
    canvas.remove();
  }
}
