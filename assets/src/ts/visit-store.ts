// What a visit's page keeps on the device until it has arrived: one visit a dossier and account, in IndexedDB, with the
// bytes of its pictures. Apart from the page, so that the page reads as what it does.
import type { Pairs } from "./draft-rules";

export type Kept = {
  /** What the picture is: its field's name without a file, like photo.1.1, sign.1 or sheet. */
  use: string;
  name: string;
  blob: Blob;
  /** Where the server takes the rest of it. */
  url?: string;
  /** It has arrived. */
  upload?: string;
};

export type Visit = {
  /** Account and dossier: no other account on this device meets it. */
  key: string;
  /** The visit's own name; the server takes it once. */
  id: string;
  fields: Pairs;
  files: Kept[];
  /** Finished by the person: nothing changes any more, it only has to arrive. */
  finished: boolean;
};

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open("ocop-visit", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("visit", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open();
  try {
    return await new Promise<T>((done, fail) => {
      const tx = db.transaction("visit", mode);
      const asked = act(tx.objectStore("visit"));
      tx.oncomplete = () => done(asked.result);
      tx.onabort = tx.onerror = () => fail(tx.error);
    });
  } finally {
    db.close();
  }
}

export const load = (key: string) => within<Visit | undefined>("readonly", (store) => store.get(key));
export const save = (visit: Visit) => within("readwrite", (store) => store.put(visit));
export const count = () => within<number>("readonly", (store) => store.count());
export const drop = (key: string) => within("readwrite", (store) => store.delete(key));
