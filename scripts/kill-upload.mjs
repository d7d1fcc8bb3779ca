// kill -9 in the middle of an upload, over and over until the file is through: what the server answered for is there
// after the restart, the rest is sent on from where it says, and the paper that takes the file in is the file, byte for
// byte. Pieces that no row names are allowed until the hourly clearing; rows without their piece never.
//
//   node scripts/kill-upload.mjs [kills, default 20]        OCOP_BIN names the binary (default target/debug/ocop)
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Person, accepted, dir, forget, journalHolds, kill, row, rows, start } from './demo.mjs';

const KILLS = Number(process.argv[2] ?? 20);
if (!(Number.isInteger(KILLS) && KILLS >= 1 && KILLS <= 500)) throw new Error('kills: 1 to 500');

const STEP = 48 * 1024;
const noise = randomBytes(9_000_000).toString('hex');
const FILE = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
  + '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n'
  + `4 0 obj<</Length ${noise.length}>>\nstream\n${noise}\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const base64 = (text) => Buffer.from(text).toString('base64');

await start();
const producer = await Person.signIn('chuthe@demo.example');
const library = row("SELECT id FROM producer WHERE tax_number = '0000000001'").id;
const ask = (method, path, headers = {}, body) =>
  producer.fetch(path, { method, body, headers: { 'tus-resumable': '1.0.0', 'x-csrf-token': producer.csrf, ...headers } });
const begun = await ask('POST', '/uploads', {
  'upload-length': String(FILE.length), 'upload-metadata': `filename ${base64('lớn.pdf')},producer ${base64(library)}`,
});
if (begun.status !== 201) throw new Error(`not begun: ${begun.status}`);
const place = begun.headers.get('location');

let [answered, kills, twice] = [0, 0, 0];
for (let at = 0; at < FILE.length;) {
  // A stretch that the kill cuts into, as long as kills are left: the body comes bit by bit, the end is far.
  const cut = kills < KILLS;
  const end = cut ? Math.min(FILE.length, at + STEP + Math.floor(Math.random() * 2_000_000)) : FILE.length;
  let sent = at;
  const body = new ReadableStream({
    async pull(line) {
      if (sent >= end) return line.close();
      const next = Math.min(end, sent + STEP);
      line.enqueue(FILE.subarray(sent, next));
      sent = next;
      await new Promise((done) => setTimeout(done, 5));
    },
  });
  const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) };
  const sending = producer.fetch(place, {
    method: 'PATCH', body, duplex: 'half', headers: { 'tus-resumable': '1.0.0', 'x-csrf-token': producer.csrf, ...headers },
  }).then((answer) => { if (answer.status === 204) answered = Number(answer.headers.get('upload-offset')); return answer.status; }, () => 0);
  if (cut) {
    await new Promise((done) => setTimeout(done, Math.random() * 250));
    await kill();
    kills += 1;
    await sending;
    await start();
  } else if (await sending !== 204) {
    throw new Error('the rest was refused');
  }
  const found = await ask('HEAD', place);
  const stands = Number(found.headers.get('upload-offset'));
  if (found.status !== 200 || stands < answered) throw new Error(`answered for ${answered}, stands at ${stands} (${found.status})`);
  for (const p of rows('SELECT upload_id, part FROM upload_part'))
    if (!existsSync(join(dir, 'files', 'uploads', `${p.upload_id}.${p.part}`))) throw new Error(`no piece ${p.part}`);
  // The same piece again, as a client sends it that heard no answer.
  if (stands > at) {
    const again = await ask('PATCH', place, headers, FILE.subarray(at, Math.min(stands, at + STEP)));
    if (again.status !== 409) throw new Error(`a second sending: ${again.status}`);
    twice += 1;
  }
  at = stands;
}

const paper = new FormData();
const fields = { csrf: producer.csrf, kind: 'test_report', title: 'Giấy tờ lớn', upload: place.split('/').pop() };
for (const [name, value] of Object.entries(fields)) paper.append(name, value);
const at = await accepted('paper', producer.fetch(`/producers/${library}/evidence/new`, { method: 'POST', body: paper }));
const plain = { headers: { 'accept-encoding': 'identity' } };
const bytes = Buffer.from(await (await producer.fetch(`${at}/file`, plain)).arrayBuffer());
if (hash(bytes) !== hash(FILE)) throw new Error('the paper is not the file');
if (!journalHolds()) throw new Error('the journal does not hold');
const left = row('SELECT (SELECT count(*) FROM upload) + (SELECT count(*) FROM upload_part) AS n').n;
await kill();
forget();
console.log(`upload: ${FILE.length} bytes whole after ${kills} kills, ${twice} pieces sent twice refused, ${left} rows left`);
if (left !== 0) process.exit(1);
process.exit(0);
