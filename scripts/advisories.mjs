// No crate in Cargo.lock stands in the dated copy of published advisories, unless the copy says why it may stay.
import { readFileSync } from 'node:fs';

const numbers = (version) => version.split(/[-+]/)[0].split('.').map(Number);
const order = (a, b) => {
  const [x, y] = [numbers(a), numbers(b)];
  for (let i = 0; i < 3; i++) if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) - (y[i] ?? 0);
  return 0;
};
const tests = { '<': (n) => n < 0, '<=': (n) => n <= 0, '>': (n) => n > 0, '>=': (n) => n >= 0, '=': (n) => n === 0 };
// ">=1.2.0 <1.4.0 || =2.0.0": one of the parts, and in it every bound.
const affected = (range, version) => range === '*' || range.split('||').some((part) => part.trim().split(/\s+/).every((bound) => {
  const found = bound.match(/^(<=|>=|<|>|=)(\d+\.\d+\.\d+)$/);
  if (!found) throw new Error(`cannot read the bound “${bound}”`);
  return tests[found[1]](order(version, found[2]));
}));

const locked = [...readFileSync('Cargo.lock', 'utf8').matchAll(/^name = "(.+)"\nversion = "(.+)"$/gm)].map(([, name, version]) => ({ name, version }));
const copy = readFileSync('data/advisories/rust.txt', 'utf8');
const day = copy.match(/^# Looked through on: (\d{4}-\d\d-\d\d)$/m)?.[1];
const bad = [];
let accepted = 0;
for (const line of copy.split('\n').filter((l) => l && !l.startsWith('#'))) {
  // "||" is of a range, "|" between the columns.
  const [crate, id, date, range, what, why] = line.split(/(?<!\|)\|(?!\|)/).map((cell) => cell.trim());
  if (!/^RUSTSEC-\d{4}-\d{4}$/.test(id ?? '') || !/^\d{4}-\d\d-\d\d$/.test(date ?? '') || !what) bad.push(`cannot read: ${line}`);
  const versions = locked.filter((p) => p.name === crate);
  if (!versions.length) bad.push(`${id}: ${crate} is not in Cargo.lock; take the line out`);
  const hit = versions.filter((p) => affected(range, p.version)).map((p) => p.version);
  const stays = why?.startsWith('accepted: ');
  if (hit.length && !stays) bad.push(`${crate} ${hit.join(', ')}: ${id}, ${what}`);
  if (!hit.length && stays) bad.push(`${id}: no locked version of ${crate} is affected any more; take the acceptance out`);
  if (hit.length && stays) accepted++;
}
if (!day) bad.push('the copy does not say when it was looked through');
for (const sentence of bad) console.error(sentence);
console.log(`advisories: ${locked.length} crates held against the copy of ${day}, ${accepted} accepted, ${bad.length} at fault`);
process.exit(bad.length ? 1 : 0);
