// Every type and every table that docs/GLOSSARY.md names exists.
import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = (at) => (statSync(at).isDirectory()
  ? readdirSync(at).map((name) => sources(join(at, name))).join('\n')
  : at.endsWith('.rs') ? readFileSync(at, 'utf8') : '');
const tables = new Set(readFileSync('crates/store/schema.sqlite.txt', 'utf8').split('\n').map((line) => line.split(' ')[0]));
const bad = [];
let types = 0, named = 0;
for (const row of readFileSync('docs/GLOSSARY.md', 'utf8').split('\n').filter((line) => /^\| [^-V]/.test(line))) {
  const [vi, en, type, table] = row.split('|').slice(1, -1).map((cell) => cell.trim());
  if (!vi || !en || !type || !table) bad.push(`a cell is missing: ${row}`);
  for (const [, path] of (type ?? '').matchAll(/`([^`]+)`/g)) {
    types++;
    const parts = path.split('::');
    const [crate, name, modules] = [parts[0], parts.at(-1), parts.slice(1, -1)];
    const at = join('crates', crate, 'src', ...modules);
    const there = [at, `${at}.rs`].filter(existsSync);
    const declared = new RegExp(`\\b(struct|enum|trait|type) ${name}\\b`);
    if (!there.some((file) => declared.test(sources(file)))) bad.push(`${vi}: there is no type ${path}`);
  }
  for (const [, name] of (table ?? '').matchAll(/`([^`]+)`/g)) {
    named++;
    if (!tables.has(name)) bad.push(`${vi}: there is no table ${name}`);
  }
}
if (types < 30 || named < 30) bad.push('the tables of the glossary were not read');
for (const sentence of bad) console.error(sentence);
console.log(`glossary: ${types} types and ${named} tables, ${bad.length} not there`);
process.exit(bad.length ? 1 : 0);
