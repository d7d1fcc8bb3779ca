// What is typed while a draft is on its way goes with the next; what did not arrive stays open.
import { build } from "esbuild";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../src/ts/autosave-rules.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
const { Keeper } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);

function keeper(answers) {
  const sent = [], told = [];
  let meanwhile = () => {};
  const k = new Keeper(
    async () => { sent.push(sent.length); meanwhile(); meanwhile = () => {}; return answers.shift() ?? { kept: true }; },
    (state, text) => told.push(text ? `${state}: ${text}` : state),
  );
  return { k, sent, told, during: (f) => (meanwhile = f) };
}

test("nothing changed, nothing sent", async () => {
  const { k, sent, told } = keeper([]);
  assert.equal(await k.flush(), true);
  assert.deepEqual([sent.length, told, k.open], [0, [], false]);
});

test("a change while the draft is on its way goes with a second one", async () => {
  const { k, sent, told, during } = keeper([]);
  k.changed();
  during(() => k.changed());
  assert.equal(await k.flush(), true);
  assert.deepEqual([sent.length, told, k.open], [2, ["saving", "saving", "saved"], false]);
});

test("whoever asks meanwhile waits for the same sending", async () => {
  const { k, sent } = keeper([]);
  k.changed();
  const [one, two] = [k.flush(), k.flush()];
  assert.equal(await one && await two, true);
  assert.equal(sent.length, 1);
});

test("a lost line leaves it open, and the next try sends it", async () => {
  const { k, sent, told } = keeper([{ kept: false, lost: true, text: "" }]);
  k.changed();
  assert.equal(await k.flush(), false);
  assert.equal(k.open, true);
  assert.equal(await k.flush(), true);
  assert.deepEqual([sent.length, told, k.open], [2, ["saving", "offline", "saving", "saved"], false]);
});

test("a refusal says why and is not tried again by itself", async () => {
  const { k, sent, told } = keeper([{ kept: false, lost: false, text: "stale" }]);
  k.changed();
  assert.equal(await k.flush(), false);
  assert.deepEqual([sent.length, told, k.open], [1, ["saving", "failed: stale"], true]);
});
