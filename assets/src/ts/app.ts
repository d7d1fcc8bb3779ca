// Islands: every element with data-island gets its helper. Pages work without any of them.
import { autosubmit } from "./autosubmit";
import { confirmDanger } from "./confirm";
import { account, arrive, kept } from "./device";
import { errorSummary } from "./error-summary";
import { themeToggle } from "./theme-toggle";

type Start = (element: HTMLElement) => void | Promise<void>;

const islands: Record<string, Start> = {
  theme: themeToggle,
  confirm: confirmDanger,
  autosubmit,
  "error-summary": errorSummary,
  // Fetched only where they are used.
  draft: async (element) => (await import("./draft")).draft(element),
  "forget-drafts": async (element) => (await import("./draft")).forgetDrafts(element),
  follow: async (element) => (await import("./follow")).follow(element),
  upload: async (element) => (await import("./upload")).upload(element),
  autosave: async (element) => (await import("./autosave")).autosave(element),
  visit: async (element) => (await import("./visit")).visit(element),
  score: async (element) => (await import("./score")).score(element),
};

try {
  // Pages kept for places without a line bear a name.
  if (arrive(account(), kept(localStorage), kept(sessionStorage)) && "caches" in window) void caches.delete("visit");
} catch {
  // A forbidden store holds nothing of any account.
}

for (const element of document.querySelectorAll<HTMLElement>("[data-island]")) {
  for (const name of (element.dataset.island ?? "").split(" ")) void islands[name]?.(element);
}
