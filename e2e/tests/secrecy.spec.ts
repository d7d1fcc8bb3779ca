// What a council member scored is told to no reader before it may be: asked through the program's interface, by every post.
import { request, type APIRequestContext, type APIResponse } from '@playwright/test';
import { test, expect, start, stop, PASSWORD } from './demo';

const OPEN = 'Muối ớt Minh Họa';
let running: Awaited<ReturnType<typeof start>>;
const people = new Map<string, APIRequestContext>();
let round = '', dossier = '', members: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({}, info) => {
  test.skip(info.project.name !== 'desk', 'no browser is needed');
  running = await start();
  const page = await (await as('hoidong1')).get('/councils').then((r) => r.text());
  const council = /\/councils\/[0-9a-f-]{36}/.exec(page)![0];
  for (const [path] of (await get('hoidong1', council)).matchAll(/\/rounds\/[0-9a-f-]{36}/g)) {
    const text = await get('hoidong1', path);
    const link = new RegExp(`${path}/dossiers/([0-9a-f-]{36})">${OPEN}`).exec(text);
    if (!link) continue;
    [round, dossier] = [path, link[1]];
    members = [...text.matchAll(/name="present" value="([0-9a-f-]{36})"/g)].map((m) => m[1]);
  }
  expect(members).toHaveLength(4);
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

const get = async (name: string, path: string) => {
  const answer = await (await as(name)).get(path);
  expect(answer.status(), `${name} ${path}`).toBe(200);
  return answer.text();
};
const ask = async (name: string, member: number, query = '') =>
  (await as(name)).get(`/api/v1${round}/dossiers/${dossier}/sheets/${members[member - 1]}${query}`, { maxRedirects: 0 });

/** Problem details, and in them not a byte of a sheet. */
async function refused(answer: APIResponse, status: number, who: string) {
  expect(answer.status(), who).toBe(status);
  expect(answer.headers()['content-type'], who).toContain('application/problem+json');
  const text = await answer.text();
  expect(Object.keys(JSON.parse(text)).sort(), who).toEqual(['detail', 'status', 'title', 'type']);
  expect(text.replace(/"status":\s*\d+/, ''), who).not.toMatch(/\d|criterion|option|total|answers|findings|opinion|submitted|Minh Họa/);
}

test('a member who has not handed in reads nobody else', async () => {
  for (const member of [1, 2, 3]) {
    await refused(await ask('hoidong4', member), 403, `member 4 asks for ${member}`);
    await refused(await ask('hoidong4', member, '?ballot=1'), 403, `member 4 asks for ${member}, ballot 1`);
  }
  const own = await get('hoidong4', `${round}/dossiers/${dossier}`);
  for (const name of ['Lê Minh Họa', 'Phạm Thị Ví Dụ', 'Hoàng Văn Giả Định']) expect(own).not.toContain(name);
  const tally = await (await as('hoidong4')).get(`${round}/dossiers/${dossier}/tally`, { maxRedirects: 0 });
  expect(tally.status()).toBeGreaterThanOrEqual(400);
});

test('no post opens a sheet of an open dossier', async () => {
  const statuses: Record<string, number> = { '': 401 };
  for (const who of ['', 'vanphong', 'lanhdao', 'quantri', 'kiemtra', 'bo', 'tuvan', 'xa', 'chuthe']) {
    for (const member of [1, 2, 3, 4]) await refused(await ask(who, member), statuses[who] ?? 403, `${who || 'the public'} asks for ${member}`);
    const page = await (await as(who)).get(`${round}/dossiers/${dossier}/tally`, { maxRedirects: 0 });
    expect(page.status(), `${who || 'the public'} asks for the tally`).not.toBe(200);
  }
});

test('chair and secretary do not read a sheet that is still being filled in', async () => {
  // Member 4 keeps a draft first, so that there is something to be read.
  const four = await as('hoidong4');
  const page = await get('hoidong4', `${round}/dossiers/${dossier}`);
  const answer = await four.post(`${round}/dossiers/${dossier}`, { form: sheet(page, 'save'), maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect((await ask('hoidong4', 4)).status()).toBe(200);
  for (const who of ['hoidong1', 'hoidong2', 'hoidong3']) await refused(await ask(who, 4), 403, `${who} asks for 4`);
  for (const member of [1, 2, 3]) await refused(await ask('hoidong4', member), 403, `member 4, with a draft, asks for ${member}`);
});

test('who has handed in reads who has handed in', async () => {
  for (const [who, member] of [['hoidong1', 2], ['hoidong2', 3], ['hoidong3', 1]] as const) {
    const answer = await ask(who, member);
    expect(answer.status(), who).toBe(200);
    expect((await answer.json()).answers.length, who).toBeGreaterThan(5);
  }
  const page = await get('hoidong4', `${round}/dossiers/${dossier}`);
  const answer = await (await as('hoidong4')).post(`${round}/dossiers/${dossier}`, { form: sheet(page, 'submit'), maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  for (const member of [1, 2, 3]) {
    const read = await ask('hoidong4', member);
    expect(read.status()).toBe(200);
    expect(read.headers()['cache-control']).toContain('no-store');
  }
  expect((await ask('hoidong1', 4)).status()).toBe(200);
  // The offices still wait for the result.
  for (const who of ['vanphong', 'lanhdao', 'bo', 'kiemtra', 'quantri']) await refused(await ask(who, 1), 403, who);
});

test('a draft is its producer’s alone', async () => {
  const list = await get('chuthe', '/dossiers');
  const draft = /href="(\/dossiers\/[0-9a-f-]{36})">Giày da thủ công Minh Họa/.exec(list)![1];
  for (const section of ['', '/form', '/report', '/questions', '/score', '/evidence', '/check', '/sealed', '/form01.pdf', '/form02.pdf']) {
    const open = await (await as('')).get(draft + section, { maxRedirects: 0 });
    expect(open.status(), `the public asks for ${section}`).toBe(303);
    expect(open.headers().location).toMatch(/^\/sign-in\?next=/);
    for (const who of ['xa', 'hoidong1', 'hoidong4', 'vanphong', 'tuvan', 'lanhdao', 'bo', 'kiemtra', 'quantri']) {
      const answer = await (await as(who)).get(draft + section, { maxRedirects: 0 });
      expect(answer.status(), `${who} asks for ${section}`).toBe(404);
      expect(await answer.text()).not.toContain('Giày da');
    }
  }
});

/** A whole sheet from the page's own fields: the first option of every criterion. */
function sheet(page: string, then: string): Record<string, string> {
  const form: Record<string, string> = { then };
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  form.csrf = /name="csrf" value="([^"]+)"/.exec(page)![1];
  form.version = value('version');
  for (const [, name, option] of page.matchAll(/type="radio"[^>]*name="(c\.[^"]+)" value="(\d+)"/g)) if (option !== '0' && !form[name]) form[name] = option;
  return form;
}
