// kill -9 in the middle of the three acts that must never be half done: submitting a dossier, handing in a scoring
// sheet, signing a decision. Each is fired many times at a demo of its own and the server is killed at a random moment
// around the commit; after the restart the act must be whole or absent, for the users (their pages), in the database
// (read past the program) and in the journal (`ocop journal verify`).
//
//   node scripts/kill-test.mjs [rounds, default 50]        OCOP_BIN names the binary (default target/debug/ocop)
import { performance } from 'node:perf_hooks';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Person, accepted, dir, field, forget, journalHolds, kill, quoted, row, rows, start } from './demo.mjs';
import { LEAVES, PICKS, TODAY, TOTAL, fullSheet, handIn, prepareDossier, propose, sheet } from './line.mjs';

const ROUNDS = Number(process.argv[2] ?? 50);
if (!(Number.isInteger(ROUNDS) && ROUNDS >= 1 && ROUNDS <= 1000)) throw new Error('rounds: 1 to 1000');
// Undisturbed acts before the first kill: they give the measure and prove that the checks can say "whole".
const REHEARSALS = 3;

// ---- what the acts need ---------------------------------------------------------------------------------------------

const emptySheet = sheet(() => 0);
/** A stored sheet's options as one text, in the order of the criteria's codes. */
const optionsText = (pick) => LEAVES.map((c, i) => `${c.code}=${pick(i)}`).sort().join(' ');

let who; // the cast, signed in once: sessions outlive the restarts

/** Chair and secretary have scored; the third member, whose sheet will be cut off, sits there too. */
async function openSession(dossiers) {
  const round = dossiers[0].round;
  const version = field(await who.secretary.read(`/rounds/${round}`), 'version');
  const emails = quoted(['hoidong1@demo.example', 'hoidong2@demo.example', 'hoidong3@demo.example']);
  const present = rows(`SELECT id FROM account WHERE email IN (${emails})`).map((a) => a.id);
  await who.secretary.post(`/rounds/${round}/attendance`, { version, present });
  for (const d of dossiers)
    for (const member of [who.chair, who.secretary]) await handIn(member, d);
}

// ---- the three acts -------------------------------------------------------------------------------------------------
// Each: how it is fired, and its traces, name → [found, if absent, if whole].

const submit = {
  name: 'submit',
  fire: (d) => who.producer.send(`/dossiers/${d.id}/check`, { declared: 'yes' }),
  async traces(d, moved) {
    const r = row(`SELECT state, (seal IS NOT NULL) AS seal, (registration_number LIKE '%PĐK-79-27259-%') AS number,
      (submitted_at IS NOT NULL) AS at, (submitted_by IS NOT NULL) AS by, (due_on IS NOT NULL) AS due,
      (SELECT count(*) FROM dossier_seal s WHERE s.dossier_id = d.id AND s.seal_hash = d.seal_hash AND s.seal = d.seal) AS seals,
      (SELECT count(*) FROM journal j WHERE j.act = 'dossier.submit' AND j.subject = d.id
        AND json_extract(j.diff, '$.seal') = d.seal_hash AND json_extract(j.diff, '$.number') = d.registration_number) AS told
      FROM dossier d WHERE id = '${d.id}'`);
    const once = Object.entries(r).filter(([name]) => name !== 'state').map(([name, value]) => [name, [value ?? 0, 0, 1]]);
    const receipt = await who.producer.look(`/dossiers/${d.id}/sealed?verify=yes`);
    const form = await who.producer.look(`/dossiers/${d.id}/check`);
    const ward = await who.officer.look(`/ward/${d.id}`);
    return {
      ...Object.fromEntries(once),
      state: [r.state, 'draft', 'at_ward'], numbers: [moved.numbers, 0, 1], entries: [moved.entries, 0, 1],
      receipt: [receipt.status === 200 && receipt.text.includes('PĐK-79-27259-'), false, true],
      form: [form.status, 200, 409], ward: [ward.status === 200, false, true],
    };
  },
};

const score = {
  name: 'scoring',
  fire: (d) => who.member.send(`/rounds/${d.round}/dossiers/${d.id}`, { version: d.drafted ? '1' : '0', then: 'submit', ...fullSheet }),
  async traces(d, moved) {
    const r = row(`SELECT count(*) AS sheets, count(s.submitted_at) AS handed, coalesce(sum(s.total), -1) AS total,
      (SELECT count(*) FROM journal j WHERE j.act = 'sheet.submit' AND j.subject = '${d.id}'
        AND json_extract(j.diff, '$.sheet') = s.id AND json_extract(j.diff, '$.sha256') <> '') AS told
      FROM score_sheet s JOIN account a ON a.id = s.account_id AND a.email = 'hoidong3@demo.example' WHERE s.dossier_id = '${d.id}'`);
    const answers = rows(`SELECT x.criterion || '=' || x.option_no AS text FROM score_answer x JOIN score_sheet s ON s.id = x.sheet_id
      JOIN account a ON a.id = s.account_id AND a.email = 'hoidong3@demo.example' WHERE s.dossier_id = '${d.id}'`);
    const page = await who.member.look(`/rounds/${d.round}/dossiers/${d.id}`);
    const others = await who.chair.look(`/rounds/${d.round}/dossiers/${d.id}`);
    return {
      sheets: [r.sheets, d.drafted ? 1 : 0, 1], handed: [r.handed, 0, 1], total: [r.total, -1, TOTAL], told: [r.told, 0, 1],
      answers: [answers.map((x) => x.text).sort().join(' '), d.drafted ? optionsText(() => 0) : '', optionsText((i) => PICKS[i])],
      entries: [moved.entries, 0, 1], numbers: [moved.numbers, 0, 0],
      page: [page.text.includes('value="submit"'), true, false],
      seen: [others.text.includes('Hoàng Văn Giả Định'), false, true],
    };
  },
};

const sign = {
  name: 'sign-off',
  fire: (c) => who.leader.send(`/decisions/${c.id}/sign`, {
    version: c.version, number: `${900 + Number(c.nth)}/QĐ-UBND`, decided_on: TODAY, signer_title: 'CHỦ TỊCH', signer_name: 'Đỗ Văn Mẫu',
  }),
  async traces(c, moved) {
    const [ids, products] = [quoted(c.dossiers.map((d) => d.id)), quoted(c.dossiers.map((d) => d.product))];
    const of = (sql) => row(`SELECT ${sql} AS n`).n;
    const r = row(`SELECT (signed_at IS NOT NULL) + (number IS NOT NULL) + (decided_on IS NOT NULL) + (signed_by IS NOT NULL) AS signed
      FROM decision WHERE id = '${c.id}'`);
    const stars = rows(`SELECT r.certificate, p.code FROM recognition r JOIN product p ON p.id = r.product_id
      WHERE r.decision_id = '${c.id}'`);
    const page = await who.leader.read(`/decisions/${c.id}`);
    const anyone = new Person();
    let shown = 0;
    for (const s of stars)
      for (const path of [`/v/${s.certificate}`, `/products/${s.code}`])
        if ((await anyone.look(path)).text.includes('Nước mắm thử')) shown += 1;
    return {
      signed: [r.signed, 0, 4], stars: [stars.length, 0, 2], shown: [shown, 0, 4],
      codes: [of(`(SELECT count(code) FROM product WHERE id IN (${products}))`), 0, 2],
      catalogue: [of(`(SELECT count(*) FROM catalogue WHERE product_id IN (${products}))`), 0, 2],
      states: [of(`(SELECT group_concat(DISTINCT state) FROM dossier WHERE id IN (${ids}))`), 'scored', 'recognised'],
      told: [of(`(SELECT count(*) FROM journal WHERE act = 'decision.sign' AND subject IN ('${c.id}', ${ids}))`), 0, 3],
      numbers: [moved.numbers, 0, 4], entries: [moved.entries, 0, 3],
      form: [page.includes(`/decisions/${c.id}/sign"`), true, false],
    };
  },
};

// ---- the rounds -----------------------------------------------------------------------------------------------------

/** Numbers given out and journal entries written so far: by how much an act moved them is one of its traces. */
const sums = () => row('SELECT (SELECT sum(last) FROM counter) AS numbers, (SELECT count(*) FROM journal) AS entries');

const judge = (traces) => {
  const all = Object.values(traces);
  if (all.every(([found, , whole]) => found === whole)) return 'whole';
  return all.every(([found, absent]) => found === absent) ? 'absent' : 'torn';
};

async function look(act, subject, before) {
  const after = sums();
  const traces = await act.traces(subject, { numbers: after.numbers - before.numbers, entries: after.entries - before.entries });
  return { verdict: judge(traces), traces };
}

const demand = (seen, verdict, what) => {
  if (seen.verdict !== verdict) throw new Error(`${what}: ${seen.verdict} instead of ${verdict}: ${JSON.stringify(seen.traces)}`);
};

async function undisturbed(act, subject) {
  const before = sums();
  demand(await look(act, subject, before), 'absent', `${act.name} before`);
  const began = performance.now();
  await accepted(act.name, act.fire(subject));
  const took = performance.now() - began;
  demand(await look(act, subject, before), 'whole', `${act.name} after`);
  return took;
}

/** Fires the act on every subject; all but the first few are cut off. Leaves every subject with the act done. */
async function torture(act, subjects) {
  const count = {
    act: act.name, rounds: 0, whole: 0, absent: 0, torn: 0, answered: 0, journal: 0, at: { whole: [], absent: [], torn: [] },
  };
  let centre = Infinity; // ms from request to kill; follows the commit, wherever this machine has it
  for (const subject of subjects.slice(0, REHEARSALS)) centre = Math.min(centre, await undisturbed(act, subject));
  for (const subject of subjects.slice(REHEARSALS)) {
    const before = sums();
    const delay = centre * (0.4 + 1.2 * Math.random());
    const reply = act.fire(subject).catch(() => null);
    const due = performance.now() + delay;
    await new Promise((done) => setTimeout(done, delay - 1));
    while (performance.now() < due); // timers only know whole milliseconds; the commit takes a few
    await kill();
    const answer = await reply;
    if (answer && answer.status !== 303) throw new Error(`${act.name} was refused: ${answer.status}`);
    await start();
    const seen = await look(act, subject, before);
    count.rounds += 1;
    count.at[seen.verdict].push(delay);
    count.answered += answer ? 1 : 0;
    // An act whose success was told and that is gone afterwards is as bad as a torn one.
    const lost = answer && seen.verdict === 'absent';
    if (seen.verdict === 'torn' || lost) {
      console.error(`${act.name}${lost ? ' (answered, then lost)' : ''}: ${JSON.stringify(seen.traces)}`);
      count.torn += 1;
    } else count[seen.verdict] += 1;
    count.journal += journalHolds() ? 1 : 0;
    centre *= seen.verdict === 'whole' ? 0.93 : 1.075;
    // What was lost in the crash can simply be done again.
    if (seen.verdict === 'absent') await undisturbed(act, subject);
  }
  return count;
}

/** Files nobody names are litter; a name without its file is a loss. */
function files() {
  const there = readdirSync(join(dir, 'files'), { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile()).map((f) => f.name);
  const named = rows('SELECT hash FROM file').map((f) => f.hash);
  return { litter: there.filter((f) => !named.includes(f)).length, lost: named.filter((f) => !there.includes(f)).length };
}

const span = (times) => (times.length ? `${Math.min(...times).toFixed(1)}–${Math.max(...times).toFixed(1)}` : '–');

async function main() {
  await start();
  const cast = { producer: 'chuthe', officer: 'xa', chair: 'hoidong1', secretary: 'hoidong2', member: 'hoidong3', leader: 'lanhdao' };
  who = {};
  for (const [role, name] of Object.entries(cast)) who[role] = await Person.signIn(`${name}@demo.example`);
  const producer = row("SELECT id FROM producer WHERE tax_number = '0000000001'").id;
  const cases = ROUNDS + REHEARSALS;
  const dossiers = []; // two for each decision, so that a list could be cut through
  for (let nth = 1; nth <= cases * 2; nth += 1) dossiers.push(await prepareDossier(who, producer, nth));
  const counts = [await torture(submit, dossiers.slice(0, cases))];

  for (const d of dossiers.slice(cases)) await accepted('submit', submit.fire(d));
  for (const d of dossiers) {
    await propose(who, d);
    d.round = row(`SELECT round_id FROM dossier WHERE id = '${d.id}'`).round_id;
  }
  await openSession(dossiers);
  for (const [nth, d] of dossiers.slice(0, cases).entries()) {
    d.drafted = nth % 2 === 1; // every other sheet replaces a draft, which must survive as it was
    if (d.drafted) await handIn(who.member, d, { then: 'save', ...emptySheet });
  }
  counts.push(await torture(score, dossiers.slice(0, cases)));
  for (const d of dossiers.slice(cases)) await handIn(who.member, d);

  const decisions = [];
  for (let nth = 1; nth <= cases; nth += 1) {
    const pair = dossiers.slice(nth * 2 - 2, nth * 2);
    for (const d of pair) await who.chair.post(`/rounds/${d.round}/dossiers/${d.id}/close`, {});
    const at = await who.leader.post('/decisions/new', { round: pair[0].round, kind: 'recognise', dossiers: pair.map((d) => d.id) });
    decisions.push({ nth, id: at.split('/').pop(), version: field(await who.leader.read(at), 'version'), dossiers: pair });
  }
  counts.push(await torture(sign, decisions));

  const sound = row('PRAGMA integrity_check').integrity_check === 'ok' && rows('PRAGMA foreign_key_check').length === 0;
  const kept = files();
  await kill();
  console.table(Object.fromEntries(counts.map(({ act, at, journal, answered, ...c }) => [act, {
    ...c, 'answered before the kill': answered, journal: `${journal}/${c.rounds} hold`,
    'absent, killed at (ms)': span(at.absent), 'whole, killed at (ms)': span(at.whole),
  }])));
  console.log(`${Math.round(performance.now() / 1000)} s; database ${sound ? 'sound' : 'BROKEN'}; `
    + `files without a row: ${kept.litter} (allowed), rows without a file: ${kept.lost}`);
  const good = sound && kept.lost === 0 && counts.every((c) => c.torn === 0 && c.journal === c.rounds);
  // With a handful of rounds luck may put every kill on one side; with many that would mean the test tests nothing.
  const telling = ROUNDS < 10 || counts.every((c) => c.whole > 0 && c.absent > 0);
  if (!telling) console.log('all kills of an act fell on one side of its commit: the delays are wrong');
  if (good && telling) forget();
  else console.log(`the data is kept in ${dir}`);
  return good && telling ? 0 : 1;
}

main().then((code) => process.exit(code), (error) => {
  console.error(error);
  console.error(`the data is kept in ${dir}`);
  process.exit(1);
});
