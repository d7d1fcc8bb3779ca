// Every dependency of a crate of ours is named in its source. One that is wanted for its features alone says so here.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const wanted = new Set([
  // Features that the tests turn on as well, so that the typesetter is compiled once (crates/print/Cargo.toml).
  'ocop-print bitflags', 'ocop-print rust_xlsxwriter', 'ocop-print syn',
]);

const sources = (at) => {
  if (!existsSync(at)) return '';
  return readdirSync(at, { withFileTypes: true }).map((entry) => {
    const path = join(at, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.rs') ? readFileSync(path, 'utf8') : '';
  }).join('\n');
};

const meta = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--locked', '--no-deps'], { maxBuffer: 1 << 26 }));
const bad = [];
let count = 0;
for (const crate of meta.packages) {
  const root = dirname(crate.manifest_path);
  const tests = ['tests', 'benches', 'examples'].map((d) => sources(join(root, d))).join('\n');
  const code = sources(join(root, 'src'));
  const build = existsSync(join(root, 'build.rs')) ? readFileSync(join(root, 'build.rs'), 'utf8') + code : '';
  for (const dependency of crate.dependencies) {
    count++;
    const text = dependency.kind === 'dev' ? code + tests : dependency.kind === 'build' ? build : code;
    const name = (dependency.rename ?? dependency.name).replaceAll('-', '_');
    const used = new RegExp(`(\\b${name}::|\\buse ${name}\\b|\\b${name}!|extern crate ${name}\\b)`).test(text);
    if (!used && !wanted.has(`${crate.name} ${dependency.name}`)) bad.push(`${crate.name} does not use ${dependency.name}`);
  }
}
for (const sentence of bad) console.error(sentence);
console.log(`dependencies: ${count} of our crates, ${bad.length} not used`);
process.exit(bad.length ? 1 : 0);
