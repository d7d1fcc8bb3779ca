// Nothing typed is lost, and nothing that arrived comes back as a ghost.
import { build } from "esbuild";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../src/ts/draft-rules.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
const { decide, typed: typedFields } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);

const before = [["plan", ""]];
const typed = [["plan", "mở rộng xưởng"]];
const other = [["plan", "do người khác sửa"]];
const saved = (more = {}) => ({ at: 0, fields: typed, base: before, sent: false, stamp: "", ...more });

for (const [name, given, server, refused, stamp, expected] of [
  ["the page died while typing", saved(), before, false, "", "restore"],
  ["sent over a dead line", saved({ sent: true }), before, false, "", "restore"],
  ["sent and saved as typed", saved({ sent: true }), typed, false, "", "forget"],
  ["sent and tidied by the server", saved({ sent: true }), [["plan", "mở rộng  xưởng"]], false, "", "forget"],
  ["refused: the page shows what was typed", saved({ sent: true }), typed, true, "", "keep"],
  ["changed elsewhere meanwhile", saved(), other, false, "", "offer"],
  ["an adding form: arrived, it comes back empty", saved({ sent: true, stamp: "3" }), before, false, "4", "forget"],
  ["an adding form: did not arrive", saved({ sent: true, stamp: "3" }), before, false, "3", "restore"],
  ["an adding form: another paper came meanwhile", saved({ stamp: "3" }), before, false, "4", "restore"],
]) {
  test(name, () => assert.equal(decide(given, server, refused, stamp), expected));
}

test("only what was typed is filled in: the rest stays as the server has it", () => {
  const draft = saved({
    base: [["history", "cũ"], ["plan", ""], ["held", "patent"], ["held", "design"]],
    fields: [["history", "cũ"], ["plan", "mở rộng xưởng"], ["held", "patent"]],
  });
  assert.deepEqual([...typedFields(draft)], ["plan", "held"]);
});
