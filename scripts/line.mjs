// From an empty form to a dossier before the council, as people do it by forms: what the scripts that kill the server and
// the cast of a whole session begin with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, field, root } from './demo.mjs';

export const SET = JSON.parse(readFileSync(join(root, 'data/criteria/qd26-2026/09-tuong-nuoc-mam-gia-vi-dang-long-khac.json'), 'utf8'));
export const LEAVES = (function leaves(list) {
  return list.flatMap((c) => (c.options ? [c] : leaves(c.children ?? c.criteria ?? [])));
})(SET.parts);
// The best option everywhere but for markets (4.1), where the four-star one keeps the product a province's own affair.
export const PICKS = LEAVES.map((c) => (c.code === '4.1' ? c.options.findIndex((o) => o.min_star === 4) : c.options.length - 1) + 1);
export const TOTAL = LEAVES.reduce((sum, c, i) => sum + c.options[PICKS[i] - 1].points, 0);
export const sheet = (pick) => Object.fromEntries(LEAVES.map((c, i) => [`c.${c.code}`, String(pick(i))]));
export const fullSheet = sheet((i) => PICKS[i]);
const vietnam = new Date(Date.now() + 7 * 3600_000).toISOString();
export const TODAY = vietnam.slice(0, 10).split('-').reverse().join('/');
const TEXT = 'Nội dung hư cấu để thử.';
const texts = (names) => Object.fromEntries(names.map((name) => [name, TEXT]));

let questions; // the radios of the set's questions, answered "no"

/** A registered product with a dossier filled in, one press away from submission. */
export async function prepareDossier(who, producer, nth, name = `Nước mắm thử ${nth}`) {
  const made = await who.officer.post(`/producers/${producer}/products/new`, {
    name, set_id: SET.id, establishment_id: '',
    brand_place: 'Xóm Chiếu', specification: 'Chai 500 ml', story: TEXT, gtin: '',
  });
  const product = made.split('/').pop();
  const at = await who.producer.post('/dossiers', { product });
  questions ??= await who.producer.read(`${at}/questions`)
    .then((page) => Object.fromEntries([...page.matchAll(/name="(q\.[^"]+)"/g)].map((m) => [m[1], 'no'])));
  const save = (part, fields) => who.producer.postSeen(`${at}/${part}`, fields);
  await save('form', { year: vietnam.slice(0, 4), samples: '5', attachments: '' });
  await save('questions', questions);
  await save('score', { ...fullSheet, then: 'done' });
  const report = ['specification', 'history', 'organisation', 'production', 'quality', 'market', 'business', 'plan'];
  await save('report', texts(report));
  const paper = new FormData();
  const fields = { csrf: who.producer.csrf, kind: 'business_registration', title: 'Giấy đăng ký kinh doanh', criterion: 'all' };
  for (const [name, value] of Object.entries(fields)) paper.append(name, value);
  // The least a PDF can be, another one for each dossier.
  const pdf = `%PDF-1.4\n%${nth}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n`
    + '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
  paper.append('file', new Blob([pdf], { type: 'application/pdf' }), 'dang-ky.pdf');
  await accepted('evidence', who.producer.fetch(`${at}/evidence`, { method: 'POST', body: paper }));
  return { id: at.split('/').pop(), product };
}

/** The ward officer's word, which brings the dossier into the open round if there is one. */
export async function propose(who, dossier) {
  const version = field(await who.officer.read(`/ward/${dossier.id}`), 'version');
  const judged = texts(['local_material', 'local_labour', 'idea_origin', 'local_identity', 'conclusion']);
  await who.officer.post(`/ward/${dossier.id}`, { version, act: 'propose', ...judged });
}

export const handIn = (member, d, more = {}) =>
  member.post(`/rounds/${d.round}/dossiers/${d.id}`, { version: '0', then: 'submit', ...fullSheet, ...more });
