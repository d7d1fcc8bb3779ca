// Nine members of a council keep their sheets at once while the server is killed every 20 seconds: what was confirmed to
// a member is there afterwards, to the letter, and what was on its way is there whole or not at all. At the end every
// sheet is handed in and read back. On SQLite, and on PostgreSQL with scripts/with-postgres before it.
//
//   node scripts/kill-session.mjs [minutes, default 10] [members, default 9]     OCOP_BIN names the binary
import { performance } from 'node:perf_hooks';
import { dir, engine, field, forget, journalHolds, kill, start } from './demo.mjs';
import { LEAVES } from './line.mjs';
import { session } from './session.mjs';

const MINUTES = Number(process.argv[2] ?? 10);
const MEMBERS = Number(process.argv[3] ?? 9);
if (!(MINUTES > 0 && MINUTES <= 120 && MEMBERS >= 2 && MEMBERS <= 60)) throw new Error('minutes: up to 120; members: 2 to 60');
const EVERY = 20_000;
const DOSSIERS = 4;
/** A person picks no faster. */
const PAUSE = 150;

const rest = (ms) => new Promise((done) => setTimeout(done, ms));
const any = (n) => Math.floor(Math.random() * n);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

await start();
const { who, round, accounts, dossiers } = await session({ members: MEMBERS, dossiers: DOSSIERS });
let up = Promise.resolve();
const count = { kept: 0, refused: 0, unanswered: 0, found: 0, kills: 0, lost: 0 };
const times = [];

/** What the server says this member's sheet holds, as the form's fields. */
async function stored(n, d) {
  const answer = await who.members[n].look(`/api/v1/rounds/${round}/dossiers/${d.id}/sheets/${accounts[n]}`);
  if (answer.status === 404) return {};
  if (answer.status !== 200) throw new Error(`a member cannot read his own sheet: ${answer.status}`);
  const sheet = JSON.parse(answer.text);
  const fields = { opinion: sheet.opinion ?? '' };
  for (const a of sheet.answers) {
    fields[`c.${a.criterion}`] = a.insufficient ? 'insufficient' : String(a.option);
    if (a.reason) fields[`r.${a.criterion}`] = a.reason;
  }
  return fields;
}
const sorted = (fields) => Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/** One member, at work on all dossiers in turn until the time is over. */
async function work(n, until) {
  // What is confirmed of each sheet, and what may have arrived unconfirmed.
  const sheets = dossiers.map(() => ({ version: 0, fields: {}, sent: null }));
  for (let step = 1; performance.now() < until; step += 1) {
    const at = any(dossiers.length);
    const [d, mine] = [dossiers[at], sheets[at]];
    const { code, options } = LEAVES[any(LEAVES.length)];
    const pick = any(6) === 0 ? 'insufficient' : String(any(options.length + 1));
    const next = { ...mine.fields, opinion: `Thành viên ${n + 1}, lần ${step}`, [`c.${code}`]: pick, [`r.${code}`]: `Lý do ${step}` };
    await up;
    mine.sent = next;
    const began = performance.now();
    let answer;
    try {
      const reply = await who.members[n].send(`/rounds/${round}/dossiers/${d.id}/draft`, { version: String(mine.version), ...next });
      answer = { status: reply.status, text: await reply.text() };
    } catch {
      answer = null;
    }
    if (answer?.status === 200) {
      times.push(performance.now() - began);
      Object.assign(mine, { version: JSON.parse(answer.text).version, fields: next, sent: null });
      count.kept += 1;
    } else if (answer) {
      throw new Error(`a draft was refused: ${answer.status} ${answer.text}`);
    } else {
      // It is not known whether it arrived: the server is asked once it is back, as a page that is opened again does.
      count.unanswered += 1;
      await rest(50);
      await up;
      await settle(n, d, mine);
    }
    await rest(PAUSE * (0.5 + Math.random()));
  }
  return sheets;
}

async function settle(n, d, mine) {
  const found = sorted(await stored(n, d));
  if (mine.sent && same(found, sorted(mine.sent))) {
    mine.fields = mine.sent;
    count.found += 1;
  } else if (!same(found, sorted(mine.fields))) {
    count.lost += 1;
    console.error(`member ${n + 1}, ${d.name}: confirmed ${JSON.stringify(mine.fields)}, stored ${JSON.stringify(found)}`);
  }
  mine.sent = null;
  mine.version = Number(field(await who.members[n].read(`/rounds/${round}/dossiers/${d.id}`), 'version'));
}

const until = performance.now() + MINUTES * 60_000;
const working = accounts.map((_, n) => work(n, until));
let journals = 0;
while (performance.now() + EVERY < until) {
  await rest(EVERY * (0.75 + Math.random() / 2));
  let back;
  up = new Promise((done) => (back = done));
  await kill();
  count.kills += 1;
  journals += journalHolds() ? 1 : 0;
  await start();
  back();
}
const sheets = await Promise.all(working);
for (const [n, mine] of sheets.entries()) {
  for (const [at, sheet] of mine.entries()) await settle(n, dossiers[at], sheet);
}

// Handed in, read back.
let wrong = 0;
for (const [n, mine] of sheets.entries()) {
  for (const [at, d] of dossiers.entries()) {
    const whole = { ...mine[at].fields };
    for (const { code } of LEAVES) whole[`c.${code}`] ??= '0';
    await who.members[n].post(`/rounds/${round}/dossiers/${d.id}`, { version: String(mine[at].version), then: 'submit', ...whole });
    if (!same(sorted(await stored(n, d)), sorted(whole))) wrong += 1;
  }
}
const sound = journalHolds();
await kill();
times.sort((a, b) => a - b);
const percentile = (p) => (times[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0).toFixed(1);
console.log(`${engine}: ${MEMBERS} members, ${DOSSIERS} dossiers, ${MINUTES} min, ${count.kills} kills; ${count.kept} drafts confirmed, `
  + `${count.unanswered} without an answer, of them ${count.found} arrived; confirmed and lost: ${count.lost}; `
  + `sheets wrong when handed in: ${wrong}; journal held after ${journals} of ${count.kills} kills, at the end: ${sound}; `
  + `keeping took ${percentile(0.5)} ms in the median, ${percentile(0.99)} ms at the 99th percentile`);
const good = count.lost === 0 && wrong === 0 && sound && journals === count.kills && count.kept > 0;
if (good) forget();
else console.log(`the data is kept in ${dir}`);
process.exit(good ? 0 : 1);
