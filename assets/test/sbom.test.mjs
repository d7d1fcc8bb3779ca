import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { bom } from "../../scripts/sbom.mjs";

const meta = {
  packages: [
    { name: "ocop-web", version: "1.2.3", source: null, license: "Apache-2.0" },
    { name: "zeta", version: "0.1.0+b", source: "registry", license: "MIT/Apache-2.0" },
    { name: "alpha", version: "2.0.0", source: "registry", license: "MIT" },
  ],
};
const lock = '[[package]]\nname = "alpha"\nversion = "2.0.0"\nsource = "registry"\nchecksum = "ab12"\n';

test("every part that is not ours stands once, with licence and checksum", () => {
  const npm = { packages: { "": { name: "own" }, "node_modules/@a/b": { version: "1.0.0", license: "ISC", integrity: "sha512-qrs=" } } };
  const list = bom(meta, lock, [npm, npm]);
  assert.deepEqual([list.bomFormat, list.specVersion, list.metadata.component.version], ["CycloneDX", "1.6", "1.2.3"]);
  assert.deepEqual(list.components.map((c) => c.purl), ["pkg:cargo/alpha@2.0.0", "pkg:cargo/zeta@0.1.0%2Bb", "pkg:npm/%40a/b@1.0.0"]);
  const [alpha, zeta, b] = list.components;
  assert.deepEqual(alpha.hashes, [{ alg: "SHA-256", content: "ab12" }]);
  assert.deepEqual(zeta.licenses, [{ expression: "MIT OR Apache-2.0" }]);
  assert.deepEqual(b.hashes, [{ alg: "SHA-512", content: "aabb" }]);
});

test("the npm packages that are bundled stand in the list", () => {
  const own = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
  const names = bom(meta, lock, [own]).components.map((c) => c.name);
  for (const name of ["esbuild", "tus-js-client", "@fontsource/be-vietnam-pro"]) assert.ok(names.includes(name), name);
});
