// Every dependency's licence must be one this list names; a new one is looked at before it is added.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const allowed = new Set([
  '0BSD', 'Apache-2.0', 'Apache-2.0 WITH LLVM-exception', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0',
  'BlueOak-1.0.0', 'CC0-1.0', 'CDLA-Permissive-2.0', 'ISC', 'MIT', 'MIT-0', 'MPL-2.0', 'NCSA', 'OFL-1.1', 'OpenSSL', 'Unicode-3.0', 'Unlicense',
  'Zlib', 'bzip2-1.0.6',
]);

// "A OR B" needs one of them, "A AND B" all of them; "/" is the old way to write OR.
const passes = (text) => {
  const split = (s, word) => {
    const parts = []; let depth = 0, start = 0;
    for (let i = 0; i < s.length; i++) {
      if (s[i] === '(') depth++;
      if (s[i] === ')') depth--;
      if (depth === 0 && s.startsWith(word, i)) { parts.push(s.slice(start, i)); start = i + word.length; }
    }
    return [...parts, s.slice(start)].map((p) => p.trim());
  };
  const s = text.replaceAll('/', ' OR ').trim();
  if (allowed.has(s)) return true;
  const or = split(s, ' OR ');
  if (or.length > 1) return or.some(passes);
  const and = split(s, ' AND ');
  if (and.length > 1) return and.every(passes);
  return s.startsWith('(') && s.endsWith(')') && passes(s.slice(1, -1));
};

const meta = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--locked'], { maxBuffer: 1 << 28 }));
const found = meta.packages.map((p) => [`${p.name} ${p.version}`, p.license ?? (p.license_file ? 'file' : 'none')]);
for (const lock of ['assets/package-lock.json', 'e2e/package-lock.json']) {
  const text = readFileSync(lock, 'utf8');
  if (text.includes('"resolved"')) { console.error(`${lock} holds download addresses; remove them`); process.exit(1); }
  for (const [path, p] of Object.entries(JSON.parse(text).packages)) if (path && p.license) found.push([path, p.license]);
}
const bad = found.filter(([, licence]) => !passes(licence));
for (const [name, licence] of bad) console.error(`${name}: licence “${licence}” is not on the list`);
console.log(`licences: ${found.length} packages, ${bad.length} not allowed`);
process.exit(bad.length ? 1 : 0);
