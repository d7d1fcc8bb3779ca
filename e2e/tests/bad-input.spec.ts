// Every main form says at the field what is wrong, in the reader's language, and keeps what was typed.
import { request, type APIRequestContext } from '@playwright/test';
import { test, expect, start, stop, PASSWORD } from './demo';

type Said = Record<string, [vi: string, en: string]>;
type Typed = Record<string, string>;

const REQUIRED: [string, string] = ['Không được để trống', 'This must be filled in'];
const NO_SUCH_DAY: [string, string] = ['Không có ngày này trong lịch', 'There is no such day in the calendar'];
const CHOOSE: [string, string] = ['Chọn một mục', 'Choose one'];
const ID = '[0-9a-f-]{36}';

let running: Awaited<ReturnType<typeof start>>;
const people = new Map<string, APIRequestContext>();

test.beforeAll(async ({}, info) => {
  test.skip(info.project.name !== 'desk', 'no browser is needed');
  running = await start();
});
test.afterAll(async () => {
  for (const one of people.values()) await one.dispose();
  if (running) stop(running);
});

async function as(name: string): Promise<APIRequestContext> {
  const known = people.get(name);
  if (known) return known;
  const one = await request.newContext({ baseURL: running.demo.url });
  people.set(name, one);
  if (name) {
    const answer = await one.post('/sign-in', { form: { email: `${name}@demo.example`, password: PASSWORD }, maxRedirects: 0 });
    expect(answer.status(), name).toBe(303);
  }
  return one;
}

async function page(name: string, path: string): Promise<string> {
  const answer = await (await as(name)).get(path);
  expect(answer.status(), `${name} ${path}`).toBe(200);
  return answer.text();
}

async function find(name: string, path: string, pattern: string): Promise<string> {
  const found = new RegExp(pattern).exec(await page(name, path));
  expect(found, `${pattern} on ${path}`).not.toBeNull();
  return found![1];
}

const hidden = (html: string) => Object.fromEntries([...html.matchAll(/type="hidden" name="(csrf|stamp|version|seen)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]));
const plain = (html: string) => html.replace(/&#(\d+);/g, (_, n) => String.fromCharCode(n)).replace(/&amp;/g, '&').replace(/&quot;/g, '"').replace(/&lt;/g, '<');

/** Sends the form twice, in Vietnamese and in English, and reads what comes back. */
async function refused(name: string, shown: string, to: string, typed: Typed, said: Said, file?: { name: string; mimeType: string; buffer: Buffer }) {
  const fields: Typed = { ...hidden(name ? await page(name, shown) : ''), ...typed };
  for (const [at, lang] of ['vi', 'en'].entries()) {
    const body = file ? { multipart: { ...fields, file } } : { form: fields };
    const answer = await (await as(name)).post(`${to}?lang=${lang}`, { ...body, maxRedirects: 0 });
    const html = plain(await answer.text());
    expect(answer.status(), `${to} ${lang}`).toBe(422);
    expect(html, lang).toContain(`<html lang="${lang}"`);
    for (const [field, words] of Object.entries(said)) {
      const id = field.replaceAll('.', '\\.');
      expect.soft(new RegExp(`id="${id}-error"[^>]*>(?:<span[^>]*>[^<]*</span>)?\\s*([^<]*)`).exec(html)?.[1], `${to} ${lang} ${field}`).toContain(words[at]);
      expect.soft(html, `${to} ${lang}: ${field} names its error`).toMatch(new RegExp(`aria-describedby="[^"]*\\b${id}-error\\b`));
      expect.soft(html, `${to} ${lang}: the summary leads to ${field}`).toContain(`<a href="#${field}">`);
      expect.soft(html, `${to} ${lang}: ${field} can be led to`).toMatch(new RegExp(`id="${id}"`));
    }
    for (const [field, value] of Object.entries(typed)) {
      if (!value || field === 'act' || field === 'password') continue;
      expect.soft(html, `${to} ${lang} keeps ${field}`).toMatch(
        new RegExp(`name="${field.replaceAll('.', '\\.')}"[^>]*(?:value="${escape(value)}"|>\\s*${escape(value)})|<option value="${escape(value)}" selected|value="${escape(value)}" checked`));
    }
  }
}
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const draft = () => find('chuthe', '/dossiers', `href="(/dossiers/${ID})">Giày da thủ công Minh Họa`);

test('sign-in', async () => {
  await refused('', '', '/sign-in', { email: 'khongco@demo.example', password: 'sai mat khau' },
    { email: ['Thư điện tử hoặc mật khẩu không đúng', 'The e-mail or the password is not right'] });
});

test('Form 01 of a dossier', async () => {
  const at = `${await draft()}/form`;
  await refused('chuthe', at, at, { year: 'năm tới', samples: 'năm', attachments: 'Bản sao hư cấu' },
    { year: ['Ghi năm bằng bốn chữ số', 'Write the year in four digits'], samples: ['Ghi bằng chữ số', 'Write a number'] });
});

test('the questions asked first', async () => {
  const at = `${await draft()}/questions`;
  const html = await page('chuthe', at);
  const [key] = /name="(q\.[^"]+)"/.exec(html)!.slice(1);
  const reason = key.replace('q.', 'qr.');
  await refused('chuthe', at, at, { [key]: 'no', [reason]: 'x'.repeat(5001) }, { [reason]: ['Nhiều nhất', 'At most'] });
});

test('a level the criterion does not have', async () => {
  const at = `${await draft()}/score`;
  for (const [lang, words] of [['vi', 'Tiêu chí này không có mức đó'], ['en', 'The criterion has no such level']]) {
    const answer = await (await as('chuthe')).post(`${at}?lang=${lang}`, { form: { ...hidden(await page('chuthe', at)), 'c.1.1': '77', 'n.1.1': 'Lời hư cấu' }, maxRedirects: 0 });
    expect(answer.status()).toBe(422);
    const html = plain(await answer.text());
    expect(html).toMatch(new RegExp(`<a href="#c\\.1\\.1">[^<]*${words}</a>`));
    expect(html).toContain('Lời hư cấu');
  }
  const unknown = await (await as('chuthe')).post(at, { form: { ...hidden(await page('chuthe', at)), 'c.99.9': '1' }, maxRedirects: 0 });
  expect(unknown.status()).toBe(422);
});

test('evidence', async () => {
  const at = `${await draft()}/evidence`;
  const typed = { title: 'Giấy hư cấu', kind: 'business_registration', number: '12/AB' };
  const kind = /<option value="([^"]+)">/.exec((await page('chuthe', at)).split('id="kind"')[1])![1];
  typed.kind = kind;
  const type: Said = { file: ['Chỉ nhận tệp PDF, ảnh JPEG hoặc PNG', 'Only PDF, JPEG or PNG'] };
  const empty: Said = { file: ['Chọn một tệp', 'Choose a file'] };
  const send = (name: string, buffer: Buffer, said: Said) => refused('chuthe', at, at, typed, said, { name, mimeType: 'application/pdf', buffer });
  await send('trong.pdf', Buffer.alloc(0), empty);
  await send('that-ra-la.pdf', Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00', 'latin1'), Buffer.alloc(512)]), { file: ['Tệp này là một chương trình', 'This file is a program'] });
  await send('ghi-chu.txt', Buffer.from('Chỉ là chữ.'), type);
  await refused('chuthe', at, at, { ...typed, title: '', issued_on: '31/02/2026' }, { title: REQUIRED, issued_on: NO_SUCH_DAY, file: empty.file }, { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) });
});

test('evidence that is too large', async () => {
  const at = `${await draft()}/evidence`;
  const fields = { ...hidden(await page('chuthe', at)), title: 'Lớn quá', kind: 'other', criterion: '' };
  const pdf = (mb: number) => ({ name: 'lon.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(mb * 1024 * 1024)]) });
  for (const [mb, status] of [[20.5, 422], [30, 422], [170, 413]]) {
    for (const [lang, words] of [['vi', '20 MB'], ['en', '20 MB']]) {
      const answer = await (await as('chuthe')).post(`${at}?lang=${lang}`, { multipart: { ...fields, file: pdf(mb) }, maxRedirects: 0 });
      expect(answer.status(), `${mb} MB`).toBe(status);
      const html = plain(await answer.text());
      expect.soft(html, `${mb} MB ${lang}`).toContain(words);
      if (status === 422) expect.soft(html, `${mb} MB keeps what was typed`).toContain('value="Lớn quá"');
    }
  }
});

test('a dossier handed in without its declaration', async () => {
  const dossier = await find('chuthe', '/dossiers', `href="(/dossiers/${ID})">Bánh tráng Minh Họa`);
  await refused('chuthe', `${dossier}/check`, `${dossier}/check`, {}, { declared: ['Đánh dấu lời cam đoan trước khi nộp', 'Tick the declaration before submitting'] });
});

test('the ward’s judgement', async () => {
  const at = await find('xa', '/ward', `href="(/ward/${ID})"`);
  const typed = { local_material: '', local_labour: 'Lao động hư cấu', idea_origin: 'Ý tưởng hư cấu', local_identity: 'Bản sắc hư cấu', conclusion: 'Kết luận hư cấu' };
  await refused('xa', at, at, { ...typed, act: 'propose' }, { local_material: REQUIRED });
  await refused('xa', at, at, { ...typed, reasons: '', act: 'return' }, { reasons: REQUIRED });
});

test('a request for additions and a meeting’s notes', async () => {
  const at = await find('xa', '/ward', `href="(/ward/${ID})"`);
  await refused('xa', `${at}/request`, `${at}/request`, { answer_by: '01/01/2026', 'place.1': 'report:quality', 'reason.1': '', 'reason.2': 'Lý do hư cấu', act: 'send' },
    { answer_by: ['Chọn một ngày sau hôm nay', 'Choose a day after today'], 'reason.1': REQUIRED, 'place.2': CHOOSE });
  await refused('xa', `${at}/meeting`, `${at}/meeting`, { held_on: '31/02/2026', departments: '', content: 'Ý kiến hư cấu', conclusion: '', act: 'save' },
    { held_on: NO_SUCH_DAY, departments: REQUIRED, conclusion: REQUIRED });
});

test('a new council and its round', async () => {
  await refused('vanphong', '/councils/new', '/councils/new', { name: '', decision_number: '', decided_on: '31/02/2026', quorum_part: '3', quorum_whole: '2', place: '' },
    { name: REQUIRED, decision_number: REQUIRED, decided_on: NO_SUCH_DAY, quorum_part: ['Tử số không được lớn hơn mẫu số', 'The numerator must not exceed'] });
  const council = await find('vanphong', '/councils', `href="(/councils/${ID})"`);
  await refused('vanphong', `${council}/rounds/new`, `${council}/rounds/new`, { year: '2031', ordinal: '1', meets_on: '31/02/2031', place: 'Phòng hư cấu' }, { meets_on: NO_SUCH_DAY });
});

test('a council’s rules, a member’s interests', async () => {
  const council = await find('vanphong', '/councils', `href="(/councils/${ID})"`);
  await refused('vanphong', `${council}/rules`, `${council}/rules`, { decision_number: '', decided_on: '31/02/2026', quorum_part: '5', quorum_whole: '4', spread_limit: '10', gate_rule: 'settled', decimals: '2', ballots: '2' },
    { decision_number: REQUIRED, decided_on: NO_SUCH_DAY, quorum_part: ['Tử số không được lớn hơn mẫu số', 'The numerator must not exceed'] });
  await refused('hoidong1', '/councils/interests', '/councils/interests', { tie: 'family', text: 'Trần' }, { text: ['Ghi đủ họ và tên', 'Write the full name'] });
});

test('the signing of a decision', async () => {
  const leader = await as('lanhdao');
  const fresh = /href="(\/decisions\/new\?[^"]+)"/.exec(plain(await page('lanhdao', '/decisions')))![1];
  const html = await page('lanhdao', fresh);
  const field = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(html)![1];
  const kind = field('kind'), round = field('round');
  const dossiers = new RegExp(`name="dossiers" type="checkbox" value="(${ID})"`).exec(html)![1];
  const made = await leader.post('/decisions/new', { form: { ...hidden(html), kind, round, dossiers }, maxRedirects: 0 });
  expect(made.status()).toBe(303);
  const at = made.headers().location;
  const typed = { number: '88/QĐ-UBND', decided_on: '31/02/2026', signer_title: 'CHỦ TỊCH', signer_name: 'Đỗ Văn Mẫu' };
  await refused('lanhdao', at, `${at}/sign`, typed, { decided_on: NO_SUCH_DAY });
  const NOT_A_NUMBER: [string, string] = ['Ghi số của quyết định bằng chữ số', 'number in digits'];
  await refused('lanhdao', at, `${at}/sign`, { ...typed, number: 'abc' }, { number: NOT_A_NUMBER, decided_on: NO_SUCH_DAY });
  await refused('lanhdao', at, `${at}/sign`, { ...typed, number: '88/TB-UBND' }, { number: ['Ký hiệu phải là của một quyết định', 'The symbol must be that of a decision'], decided_on: NO_SUCH_DAY });
  await refused('lanhdao', at, `${at}/sign`, { ...typed, decided_on: '01/01/2099' }, { decided_on: ['Ngày này chưa đến', 'This day is still to come'] });
  await refused('lanhdao', at, `${at}/sign`, { ...typed, number: '', decided_on: '' }, { number: REQUIRED, decided_on: REQUIRED });
});

test('a producer and its product', async () => {
  await refused('xa', '/producers/new', '/producers/new', { name: '', legal_form: '', address: '', tax_number: '12', phone: 'abc', email: 'khong', founded_on: '31/02/2020' },
    { name: REQUIRED, legal_form: REQUIRED, tax_number: ['Mã số thuế có 10 chữ số', 'A tax number has 10 digits'], phone: ['Viết số điện thoại', 'Write a telephone number'], email: ['Viết địa chỉ thư', 'Write an address'], founded_on: NO_SUCH_DAY });
  const producer = await find('xa', '/producers', `href="(/producers/${ID})"`);
  await refused('xa', `${producer}/products/new`, `${producer}/products/new`, { name: '', gtin: '4006381333932', story: 'Câu chuyện hư cấu' },
    { name: REQUIRED, set_id: REQUIRED, gtin: ['Chữ số kiểm tra không khớp', 'The check digit does not fit'] });
});

test('an invitation', async () => {
  await refused('quantri', '/admin/accounts/new', '/admin/accounts/new', { name: '', email: 'khong', role: '', area: '' },
    { name: REQUIRED, email: ['Ghi địa chỉ thư điện tử', 'Write an e-mail address'], role: CHOOSE });
  await refused('quantri', '/admin/accounts/new', '/admin/accounts/new', { name: 'Người Hư Cấu', email: 'nguoihucau@demo.example', role: 'ward_officer', area: '79' },
    { area: ['Vai trò này cần mã cấp xã', 'This role needs a commune'] });
});

test('an area’s correction', async () => {
  const unit = '/areas/unit/c27259@2025-07-01';
  await refused('quantri', `${unit}/correct`, `${unit}/correct`, { name: '', kind: '', alt_spelling: 'Tên hư cấu', reason: '' },
    { name: REQUIRED, reason: REQUIRED, kind: ['Lựa chọn này không có', 'There is no such choice'] });
});
