// kill -9 while jobs work: letters are put into the outbox, the server is killed at a random moment while they go out,
// and started again. In the end every letter has gone, as one file with its own Message-ID, every job still has its
// row, none was given up, and the journal holds. A minute that would pass until a dead node's lease is over is taken
// off its rows.
//
//   node scripts/kill-jobs.mjs [kills, default 50]        OCOP_BIN names the binary (default target/debug/ocop)
import { performance } from 'node:perf_hooks';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dir, forget, journalHolds, kill, row, rows, start } from './demo.mjs';

const KILLS = Number(process.argv[2] ?? 50);
if (!(Number.isInteger(KILLS) && KILLS >= 1 && KILLS <= 1000)) throw new Error('kills: 1 to 1000');
const LETTERS = 40; // a kill

const WRITER = 'import sqlite3,sys\nc=sqlite3.connect(sys.argv[1],timeout=30)\nc.executescript(sys.argv[2])\nc.commit()';
const write = (sql) => execFileSync('python3', ['-c', WRITER, join(dir, 'ocop.db'), sql], { timeout: 60_000 });

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const left = () => row('SELECT count(*) AS n FROM mail WHERE sent_at IS NULL').n;

function put(nth) {
  const values = Array.from({ length: LETTERS }, (_, i) => `('k-${nth}-${i}', 'a@example.org', 'Thư ${nth}.${i}', 'x', ${nth}, 0)`);
  write(`INSERT INTO mail (id, to_address, subject, body, created_at, attempts) VALUES ${values.join(', ')};`);
}

/** As if the minute were over after which a job of a node that died is anyone's. */
const lapse = () => write('UPDATE job SET lease_until = 1 WHERE lease_until IS NOT NULL; UPDATE mail SET try_at = NULL WHERE sent_at IS NULL;');

/** Waits until every letter has gone; returns how long that took. */
async function drained() {
  const began = performance.now();
  while (left() > 0) {
    if (performance.now() - began > 60_000) throw new Error(`${left()} letters do not go out`);
    await wait(50);
  }
  return performance.now() - began;
}

async function main() {
  await start();
  await drained();
  put(0);
  const whole = await drained();
  const at = { before: 0, during: 0, after: 0 };
  let lapsed = 0;
  for (let nth = 1; nth <= KILLS; nth += 1) {
    put(nth);
    // The node looks for work every five seconds: the kill follows the first letter.
    const begun = performance.now();
    while (left() === LETTERS && performance.now() - begun < 10_000) await wait(5);
    await wait(Math.random() * Math.min(whole, 400));
    await kill();
    const n = left();
    at[n === LETTERS ? 'before' : n === 0 ? 'after' : 'during'] += 1;
    lapsed += row('SELECT count(*) AS n FROM job WHERE lease_until IS NOT NULL').n;
    lapse();
    await start();
    await drained();
  }
  await wait(1_000);
  const files = readdirSync(join(dir, 'mail')).filter((f) => f.endsWith('.eml'));
  const ids = new Set(files.map((f) => /^Message-ID: (.*)$/mi.exec(readFileSync(join(dir, 'mail', f), 'utf8'))?.[1]));
  const all = row('SELECT count(*) AS n FROM mail').n;
  const tries = row('SELECT max(attempts) AS most, sum(attempts) - count(*) AS again FROM mail');
  const dead = rows("SELECT kind FROM job WHERE state = 'dead'").map((j) => j.kind);
  const jobs = row('SELECT count(*) AS n, count(DISTINCT kind) AS kinds FROM job WHERE standing');
  const holds = journalHolds();
  await kill();
  console.log(`${KILLS} kills: ${at.before} before, ${at.during} during, ${at.after} after the letters went; ${lapsed} leases lapsed`);
  console.log(`${all} letters, ${files.length} files, ${ids.size} Message-IDs; tried again ${tries.again}, most tries ${tries.most}`);
  console.log(`jobs ${jobs.n} of ${jobs.kinds} kinds, given up: ${dead.join(', ') || 'none'}; journal ${holds ? 'holds' : 'BROKEN'}`);
  const good = all === files.length && ids.size === files.length && !ids.has(undefined) && dead.length === 0
    && jobs.n === jobs.kinds && jobs.n >= 12 && holds;
  const telling = KILLS < 10 || at.during > 0;
  if (!telling) console.log('no kill fell while letters went out: the delays are wrong');
  if (good && telling) forget();
  else console.log(`the data is kept in ${dir}`);
  return good && telling ? 0 : 1;
}

main().then((code) => process.exit(code), (error) => {
  console.error(error);
  console.error(`the data is kept in ${dir}`);
  process.exit(1);
});
