// <form data-island="autosave" data-autosave="path"> is kept on the server while its person works: each change is sent
// after a short rest, and what could not be sent goes when the line is back. Nothing of it stays on the device.
import { Keeper, type Answer, type State } from "./autosave-rules";

const REST = 800;
const AGAIN = 5_000;

export function autosave(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement) || !element.dataset.autosave) return;
  // What another person saved meanwhile is replaced by a press of the button, not by the next letter.
  if (document.getElementById("meanwhile")) return;
  const form = element;
  const path = element.dataset.autosave;
  const status = form.querySelector<HTMLElement>("[data-autosave-status]");
  const version = form.querySelector<HTMLInputElement>("input[name=version]");
  let timer = 0;
  let leaving = false;

  const body = () => new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  async function send(): Promise<Answer> {
    let answer: Response;
    try {
      // Kept alive: a page that is being closed still sends its last words.
      answer = await fetch(path, { method: "POST", body: body(), headers: { accept: "application/json" }, keepalive: true });
    } catch {
      return { kept: false, lost: true, text: "" };
    }
    if (answer.ok) {
      const told = (await answer.json()) as { version: number };
      if (version) version.value = String(told.version);
      return { kept: true };
    }
    const told = (await answer.json().catch(() => ({}))) as { detail?: string; errors?: { detail?: string }[] };
    const text = [told.errors?.map((e) => e.detail).join(" ") || told.detail].join("");
    // A server that is being started again, or has its hands full, is worth asking again.
    return { kept: false, lost: answer.status >= 502 && answer.status <= 504, text };
  }

  function tell(state: State, text: string): void {
    form.dataset.autosaveState = state;
    if (!status) return;
    const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const words = (form.dataset[`autosave${state[0]?.toUpperCase()}${state.slice(1)}`] ?? "").replace("%{at}", at);
    status.textContent = state === "failed" && text ? `${words}: ${text}` : words;
    status.classList.toggle("error", state === "failed" || state === "offline");
    if (state === "offline") wait(AGAIN);
  }

  const keeper = new Keeper(send, tell);
  function wait(ms: number): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => void keeper.flush(), ms);
  }
  const changed = () => {
    keeper.changed();
    form.dataset.autosaveState = "open";
    wait(REST);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", () => void keeper.flush());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !leaving) void keeper.flush();
  });
  window.addEventListener("beforeunload", (event) => {
    if (keeper.open && !leaving) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!navigator.onLine) {
      event.preventDefault();
      return tell("offline", "");
    }
    // A sheet that is sent while its draft is on the way would carry the version from before.
    if (keeper.busy) {
      event.preventDefault();
      const { submitter } = event;
      void keeper.flush().then(() => form.requestSubmit(submitter));
      return;
    }
    leaving = true;
  });
  // A member who comes back by the browser's button may go on.
  window.addEventListener("pageshow", () => (leaving = false));
}
