// Every link between the documents leads to a file that is there, and every path they name in backquotes exists.
import { readFileSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const documents = [...readdirSync('.'), ...readdirSync('docs').map((f) => `docs/${f}`)].filter((f) => f.endsWith('.md'));
const roots = ['crates', 'scripts', 'docs', 'data', 'assets', 'e2e'];
const capability = ['domain', 'store', 'app', 'web', 'print'];
const bad = [];
let seen = 0;
for (const file of documents) {
  const text = readFileSync(file, 'utf8');
  for (const [, to] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^(https?:|mailto:|#)/.test(to)) continue;
    seen++;
    if (!existsSync(join(dirname(file), to.split('#')[0]))) bad.push(`${file}: the link ${to} leads nowhere`);
  }
  if (file === 'CHANGELOG.md') continue; // what it names may have gone since
  for (const [, path] of text.matchAll(/`([\w@.-]+(?:\/[\w@.-]+)+\/?)`/g)) {
    const [first] = path.split('/');
    if (/NNNN|\bcapability\b/.test(path) || ['target', 'dist', 'node_modules'].some((made) => path.split('/').includes(made))) continue;
    const at = roots.includes(first) ? path : capability.includes(first) ? `crates/${path}` : null;
    if (!at) continue;
    seen++;
    if (!existsSync(at)) bad.push(`${file}: ${path} is not there`);
  }
}
for (const sentence of bad) console.error(sentence);
console.log(`links: ${seen} in ${documents.length} documents, ${bad.length} lead nowhere`);
process.exit(bad.length ? 1 : 0);
