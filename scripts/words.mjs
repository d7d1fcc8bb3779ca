// Comments are in plain technical English: a person is named by a role, and SQL is a query. The words below are refused in the
// comments of the folders named here; folders join the list as they are put into plain words.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['crates', 'scripts', 'e2e/tests', 'assets/src'];
const later = [];
const refused = /\b(whoever|whomever|whosoever|somebody|nobody|anybody|everybody|he|his|him|himself)\b/i;

const files = (at) => readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
  const path = join(at, entry.name);
  if (entry.isDirectory()) return ['node_modules', 'target'].includes(entry.name) || later.includes(path) ? [] : files(path);
  return /\.(rs|mjs|ts)$/.test(entry.name) ? [path] : [];
});

const bad = [];
let count = 0;
for (const path of folders.flatMap(files).filter((path) => path !== 'scripts/words.mjs')) {
  readFileSync(path, 'utf8').split('\n').forEach((line, i) => {
    // Addresses hold "//" too; a comment stands after a blank or at the beginning.
    const comment = line.match(/(?:^|\s)\/\/[/!]?(?:\s|$)(.*)$/)?.[1];
    if (comment === undefined) return;
    count++;
    const found = comment.match(refused);
    if (found) bad.push(`${path}:${i + 1}: “${found[0]}” in a comment`);
  });
}
for (const sentence of bad) console.error(sentence);
console.log(`words: ${count} lines of comments, ${bad.length} with a refused word`);
process.exit(bad.length ? 1 : 0);
