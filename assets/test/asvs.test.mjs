// docs/ASVS.md says which file or test shows that a requirement is met; here each is looked up. So are the files that
// docs/SECURITY-DESIGN.md and SECURITY.md name.
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import test from "node:test";

const root = new URL("../../", import.meta.url);
const text = readFileSync(new URL("docs/ASVS.md", root), "utf8");
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| (L[12]) \| ([a-z/ ]+) \| (.*) \|$/gm)].map(([, number, level, state, said]) => ({
  number, level, state, said,
}));
const STATES = ["met", "not met", "unknown", "n/a"];
const count = (state) => rows.filter((row) => row.state === state).length;

/** `path` or `path::name`; other words in code are no evidence. */
const evidence = (said) =>
  [...said.matchAll(/`([\w./-]+?)(?:::(\w+))?`/g)].map(([, path, name]) => ({ path, name })).filter(({ path }) => path.includes("/") || /\.(md|toml)$/.test(path));

/** What is wrong with one piece of evidence; empty if nothing. */
const lacks = ({ path, name }) => {
  const place = new URL(path, root);
  if (!existsSync(place)) return `${path} is not there`;
  if (name === undefined) return "";
  if (statSync(place).isDirectory()) return `${path} is a folder`;
  const defined = new RegExp(`\\b(?:fn|const|static|struct|enum) ${name}\\b`);
  return defined.test(readFileSync(place, "utf8")) ? "" : `${path} has no ${name}`;
};

test("the page has every requirement of levels 1 and 2 once", () => {
  assert.equal(rows.length, 253);
  assert.equal(new Set(rows.map((row) => row.number)).size, 253);
  const lines = text.split("\n").filter((line) => /^\| \d/.test(line));
  assert.equal(lines.length, 253, "a row that cannot be read");
  for (const row of rows) assert.ok(STATES.includes(row.state), row.number);
});

test("the figures at the head are those of the rows", () => {
  const said = /^\| rows \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/m.exec(text).slice(1).map(Number);
  assert.deepEqual(said, STATES.map(count));
  assert.ok(count("not met") <= 10, `${count("not met")} not met`);
  assert.ok(count("unknown") <= 17, `${count("unknown")} unknown`);
});

test("what is met has evidence, and what is not has a reason", () => {
  for (const { number, state, said } of rows) {
    assert.notEqual(said.trim(), "", `${number} says nothing`);
    if (state === "met") assert.notEqual(evidence(said).length, 0, `${number} names nothing`);
  }
});

test("every file and every name given as evidence is there", () => {
  const wrong = rows.flatMap(({ number, said }) => evidence(said).map(lacks).filter(Boolean).map((w) => `${number}: ${w}`));
  assert.deepEqual(wrong, []);
});

test("every file the design of security names is there", () => {
  for (const page of ["docs/SECURITY-DESIGN.md", "SECURITY.md"]) {
    const named = evidence(readFileSync(new URL(page, root), "utf8")).filter(({ path }) => /^(crates|docs|assets|scripts|e2e)\//.test(path));
    assert.notEqual(named.length, 0, page);
    assert.deepEqual(named.map(lacks).filter(Boolean), [], page);
  }
});
