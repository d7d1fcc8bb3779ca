// A whole session by a cast of browsers: nine members and forty dossiers, from the roll call to signed minutes, with all
// that may come between. Long: `make cast`, or OCOP_CAST=13 for the shortest session that has everything in it.
import { test, expect, type Browser, type Page } from '@playwright/test';
import { address, addUser, forget, kill, start } from '../../scripts/demo.mjs';
import { LEAVES, PICKS, TODAY } from '../../scripts/line.mjs';
import { session } from '../../scripts/session.mjs';
import { Person } from './demo';

const DOSSIERS = Number(process.env.OCOP_CAST ?? 0);
const MEMBERS = 9;
const REASON = 'Lý do hư cấu để thử.';

/** What is out of the ordinary, by the number of the dossier. */
const RECUSAL = 3;
const SECOND = [5, 6];
const GATES: Record<number, string> = { 7: '2.2', 8: '2.3', 9: '3.4', 10: '6.1', 11: '6.3' };
const STOPPED = 12;
const FIVE = 13;
/** Criteria without a star mark, on which members may differ at will. */
const FREE = ['1.2', '1.3', '4.2', '4.3', '5.2', '6.2', '10', '11'];
const FAR = ['1.2', '1.3', '3.1', '3.3', '4.2', '4.3', '5.2', '6.2'];

/** The option's number a member picks: what the product is like, his own view of it, and what was planned for him. */
function picks(nth: number, member: number, ballot: number): Record<string, number> {
  const out: Record<string, number> = {};
  LEAVES.forEach((c: { code: string; options: unknown[] }, i: number) => {
    out[c.code] = nth === FIVE ? c.options.length : PICKS[i];
  });
  // A few points up or down; nobody has the same view of every product.
  for (const at of [member + nth, member * 3 + nth * 5]) {
    const code = FREE[at % FREE.length];
    if (nth !== FIVE || at % 2) out[code] = Math.max(1, out[code] - 1);
  }
  if (SECOND.includes(nth) && member === 4 && ballot === 1) for (const code of FAR) out[code] = 1;
  const gate = GATES[nth];
  if (gate && member === 6) out[gate] = Math.max(1, out[gate] - (gate === '2.2' ? 2 : 1));
  if (nth === STOPPED) out['6.1'] = 1;
  return out;
}

class Seat {
  constructor(readonly page: Page) {}

  static async take(browser: Browser, email: string): Promise<Seat> {
    const person = await Person.enter(browser, { url: address(), dir: '' }, { locale: 'vi-VN', viewport: { width: 1280, height: 900 }, javaScriptEnabled: true }, email);
    return new Seat(person.page);
  }

  async open(path: string) {
    const answer = await this.page.goto(address() + path);
    expect(answer?.status(), path).toBe(200);
  }

  async choose(select: string, text: string) {
    const value = await this.page.locator(`${select} option`, { hasText: text }).first().getAttribute('value');
    await this.page.locator(select).selectOption(value);
  }

  async press(name: string | RegExp) {
    await expect(this.page.locator('[data-autosave-state=open], [data-autosave-state=saving]')).toHaveCount(0);
    const before = this.page.url();
    await Promise.all([
      this.page.waitForEvent('framenavigated'),
      this.page.locator('main').getByRole('button', { name }).first().click(),
    ]);
    await this.page.waitForLoadState();
    await expect(this.page.locator('.error-summary'), `${name} at ${before}`).toHaveCount(0);
  }

  async score(path: string, nth: number, member: number, ballot: number) {
    await this.open(path);
    for (const [code, option] of Object.entries(picks(nth, member, ballot))) {
      const radio = this.page.locator(`input[name="c.${code}"][value="${option}"]`);
      if (!(await radio.isChecked())) await radio.check({ force: true });
    }
    if (nth === STOPPED) {
      const ground = this.page.getByRole('checkbox', { name: /tạp chất không chấp nhận được/ });
      await ground.check();
      const key = (await ground.getAttribute('name'))!.replace(/^q\./, 'qr.');
      await this.page.locator(`details:has([name="${key}"])`).evaluate((d: HTMLDetailsElement) => { d.open = true; });
      await this.page.locator(`[name="${key}"]`).fill('Có cát trong hai chai mẫu.');
    }
    await this.press('Nộp phiếu');
    await expect(this.page.getByText('Bạn đã nộp phiếu')).toBeVisible();
  }
}

test('a session of nine members is run to signed minutes', async ({ browser }) => {
  test.skip(!DOSSIERS || test.info().project.name !== 'desk', 'make cast');
  test.setTimeout(3_600_000);
  expect(DOSSIERS).toBeGreaterThanOrEqual(FIVE);
  await start();
  const { round, accounts, dossiers, council } = await session({ members: MEMBERS, dossiers: DOSSIERS });
  const here = (nth: number) => `/rounds/${round}/dossiers/${dossiers[nth - 1].id}`;
  const all = dossiers.map((_: unknown, i: number) => i + 1);

  await test.step('an absent member sends a delegate by letter', async () => {
    addUser('thay@phien.example', 'Người Dự Thay Thử', 'council_member', '01');
    const office = await Seat.take(browser, 'tinh@phien.example');
    await office.open(`/rounds/${round}/delegates`);
    await office.choose('#member', `Thành viên Thử ${MEMBERS}`);
    await office.choose('#delegate', 'Người Dự Thay Thử');
    await office.page.locator('#letter_number').fill('5/GUQ-THỬ');
    await office.page.locator('#letter_on').fill(TODAY);
    await office.press('Ghi người dự thay');
    await expect(office.page.locator('main')).toContainText('Người Dự Thay Thử dự thay');
  });

  const seats: Seat[] = [];
  for (let n = 1; n <= MEMBERS; n += 1) seats.push(await Seat.take(browser, n === MEMBERS ? 'thay@phien.example' : `tv${n}@phien.example`));
  const [chair, secretary] = seats;

  await test.step('the roll call', async () => {
    await secretary.open(`/rounds/${round}`);
    for (const box of await secretary.page.locator('input[name=present]').all()) await box.check();
    await secretary.press('Lưu điểm danh');
  });

  await test.step('one member steps aside', async () => {
    await seats[4].open(`${here(RECUSAL)}/aside`);
    await seats[4].page.locator('input[name=tie]').first().check();
    await seats[4].page.locator('#aside_reason').fill(REASON);
    await seats[4].press('Rút khỏi hồ sơ này');
    const answer = await seats[4].page.goto(address() + here(RECUSAL));
    expect(answer?.status()).toBeGreaterThanOrEqual(400);
  });

  await test.step('all score alone', async () => {
    await Promise.all(seats.map(async (seat, i) => {
      for (const nth of all) if (!(nth === RECUSAL && i === 4)) await seat.score(here(nth), nth, i + 1, 1);
    }));
  });

  await test.step('two go to a second ballot', async () => {
    for (const nth of SECOND) {
      await chair.open(`${here(nth)}/tally`);
      await chair.page.locator('#ballot_reason').fill(REASON);
      await chair.press('Mở lần chấm tiếp theo');
      for (const [i, seat] of seats.entries()) await seat.score(here(nth), nth, i + 1, 2);
    }
  });

  await test.step('five gates are settled, one after the other', async () => {
    for (const [nth, code] of Object.entries(GATES)) {
      await chair.open(`${here(Number(nth))}/tally`);
      await expect(chair.page.getByRole('button', { name: 'Kết thúc đánh giá sản phẩm này' })).toHaveCount(0);
      await chair.page.locator(`input[name="points.${code}"]`).last().check();
      await chair.page.locator(`[name="reason.${code}"]`).fill(REASON);
      await chair.press('Ghi nhận thống nhất');
    }
  });

  await test.step('each is closed, the stopped one without a rank', async () => {
    for (const nth of all) {
      await chair.open(`${here(nth)}/tally`);
      await chair.press('Kết thúc đánh giá sản phẩm này');
    }
    await chair.open(`/rounds/${round}`);
    await expect(chair.page.locator('main')).toContainText(`Nước mắm thử ${STOPPED}`);
  });

  await test.step('the minutes', async () => {
    const paper = await secretary.page.request.get(`${address()}/rounds/${round}/minutes.pdf`);
    expect(paper.status()).toBe(200);
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  void [council, accounts];
  await kill();
  forget();
});
