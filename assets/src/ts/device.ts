// Keeps what was typed on a device apart by account: on a shared device one account never meets another's drafts. Apart
// from the page, so that it can be tested.

export type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem"> & { keys(): string[] };

/** Keys of what was typed or sent ahead; anything else (the choice of light or dark) belongs to the device. */
const OWN = /^(draft:|tus::|upload:)/;
const OWNER = "account";

/** The key of a form's draft: each account has its own. */
export const draftKey = (account: string, form: string) => `draft:${account}:${form}`;

export function forget(stores: Kept[]): void {
  for (const store of stores) for (const key of store.keys()) if (OWN.test(key)) store.removeItem(key);
}

/** Called on every page: what another account left is taken away. True if something of another's was here. */
export function arrive(account: string, local: Kept, session: Kept): boolean {
  const before = local.getItem(OWNER);
  if (account === "" || before === account) return false;
  if (before === null) {
    // Typed before drafts had an owner: the person at the device is the one who typed.
    for (const key of local.keys()) {
      const form = /^draft:(\/.*|[^:]*)$/.exec(key)?.[1];
      if (form === undefined) continue;
      local.setItem(draftKey(account, form), local.getItem(key) ?? "");
      local.removeItem(key);
    }
  } else {
    forget([local, session]);
  }
  local.setItem(OWNER, account);
  return before !== null;
}

export const kept = (store: Storage): Kept => ({
  getItem: (key) => store.getItem(key),
  setItem: (key, value) => store.setItem(key, value),
  removeItem: (key) => store.removeItem(key),
  keys: () => Object.keys(store),
});

/** Whose page this is; empty for a reader who is not signed in. */
export const account = () => document.documentElement.dataset.account ?? "";
