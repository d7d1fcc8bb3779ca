// Which files go ahead of their form, and what an answer means for them.
import { build } from "esbuild";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../src/ts/upload-rules.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
const { byForm, fill, fingerprint, percent, sized, verdict } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);

test("small files go with the form, together as alone", () => {
  assert.equal(byForm([{ size: 99 }], 100), true);
  assert.equal(byForm([{ size: 60 }, { size: 60 }], 100), false);
});

test("a file is known by all of its content, not by its day", async () => {
  const bytes = (at) => Object.assign(new Uint8Array(2_500_000), { [at]: 1 });
  const print = (content, name, lastModified) => fingerprint(new File([content], name, { lastModified }));
  const first = await print(bytes(1_600_000), "a.jpg", 1);
  assert.equal(await print(bytes(1_600_000), "a.jpg", 2), first);
  assert.notEqual(await print(bytes(1_600_001), "a.jpg", 1), first);
  assert.notEqual(await print(bytes(1_600_000), "b.jpg", 1), first);
});

for (const [status, expected] of [
  [0, "lost"], [500, "lost"], [503, "lost"], [409, "lost"], [423, "lost"], [408, "lost"],
  [413, "refused"], [422, "refused"], [400, "failed"], [401, "failed"], [403, "failed"], [429, "failed"],
]) {
  test(`an answer of ${status}`, () => assert.equal(verdict(status), expected));
}

test("a share is whole only with the last byte", () => {
  assert.deepEqual([percent(0, 3), percent(2_999_999, 3_000_000), percent(3, 3), percent(0, 0)], [0, 99, 100, 0]);
});

test("sizes are written as on the pages, places are filled", () => {
  assert.deepEqual([sized(1, "vi"), sized(1_048_575, "vi"), sized(3_000_000, "vi"), sized(3_000_000, "en")], ["1 KB", "1.024 KB", "2,86 MB", "2.86 MB"]);
  assert.equal(fill("%{name}: %{percent}%", { name: "a.pdf", percent: 40 }), "a.pdf: 40%");
});
