// The live sum must agree with the law as the server counts it.
import { build } from "esbuild";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../src/ts/score-rules.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
const { band, reckon } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);

const set = {
  criteria: [{ code: "1.1", max: 50, part: "A" }, { code: "2.1", max: 50, part: "B" }],
  gates: { 3: { "1.1": 10 }, 4: { "2.1": 30 }, 5: { "1.1": 48 } },
};
const at = (a, b) => reckon(set, new Map([["1.1", a], ["2.1", b]]));

test("bands are half-open", () => {
  assert.deepEqual([29, 30, 49, 50, 69, 70, 89, 90, 100].map(band), [1, 2, 2, 3, 3, 4, 4, 5, 5]);
});
test("a rank needs every gate of it and of the ranks below", () => {
  assert.equal(at(50, 45).rank, 5);
  assert.equal(at(47, 45).rank, 4);
  assert.equal(at(45, 29).rank, 3);
  assert.equal(at(9, 50).rank, 0);
  assert.equal(at(20, 20).rank, 0);
});
test("parts are summed apart and unmet gates named", () => {
  const result = at(9, 50);
  assert.deepEqual(result.parts, { A: 9, B: 50 });
  assert.deepEqual(result.unmet.map((g) => [g.stars, g.code, g.needed]), [[3, "1.1", 10], [5, "1.1", 48]]);
});
test("0 points stop the assessment where the law says so, no answer does not", () => {
  const stops = { ...set, stops: ["2.1"] };
  const stopped = reckon(stops, new Map([["1.1", 100], ["2.1", 0]]));
  assert.deepEqual([stopped.rank, stopped.stopped], [0, ["2.1"]]);
  assert.deepEqual(reckon(stops, new Map([["1.1", 60]])).stopped, []);
  assert.deepEqual(reckon(stops, new Map([["2.1", 0]]), new Set(["2.1"])).stopped, []);
});
