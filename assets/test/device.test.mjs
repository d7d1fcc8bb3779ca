// On a shared device nobody meets what another typed, and nothing that belongs to the device is lost.
import { build } from "esbuild";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../src/ts/device.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
const { arrive, draftKey, forget } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);

function store(pairs = {}) {
  const map = new Map(Object.entries(pairs));
  return {
    map, keys: () => [...map.keys()], getItem: (k) => map.get(k) ?? null,
    setItem: (k, v) => void map.set(k, v), removeItem: (k) => void map.delete(k),
  };
}

test("another account's drafts are taken away when somebody else signs in", () => {
  const local = store({ account: "a", [draftKey("a", "/dossiers/1")]: "typed", "tus::x": "file", other: "kept" });
  const session = store({ "upload:/x": "1" });
  assert.equal(arrive("b", local, session), true);
  assert.deepEqual([...local.map], [["account", "b"], ["other", "kept"]]);
  assert.deepEqual(session.keys(), []);
});

test("one's own stay, also over pages that nobody is signed in for", () => {
  const local = store({ account: "a", [draftKey("a", "/dossiers/1")]: "typed" });
  for (const who of ["a", "", "a"]) assert.equal(arrive(who, local, store()), false);
  assert.equal(local.getItem(draftKey("a", "/dossiers/1")), "typed");
});

test("what was typed before drafts had an owner goes on", () => {
  const local = store({ "draft:/dossiers/1": "typed", "draft:producer": "more" });
  assert.equal(arrive("a", local, store()), false);
  assert.equal(local.getItem(draftKey("a", "/dossiers/1")), "typed");
  assert.equal(local.getItem(draftKey("a", "producer")), "more");
  assert.equal(local.getItem("draft:/dossiers/1"), null);
});

test("signing out forgets what is one's own", () => {
  const local = store({ account: "a", [draftKey("a", "/x")]: "typed", theme: "dark" });
  forget([local]);
  assert.deepEqual(local.keys(), ["account", "theme"]);
});
