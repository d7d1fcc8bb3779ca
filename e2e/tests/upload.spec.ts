// A paper of three megabytes over a line that breaks in the middle, a page that is loaded anew, and a form that comes
// back: the file is chosen twice at most, and the paper arrives whole, byte for byte.
import { createHash, randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { test, expect, Person } from './demo';

// One empty page and three megabytes of noise after it.
const PAPER = Buffer.concat([
  Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n4 0 obj<</Length 3000000>>\nstream\n'),
  Buffer.from(randomBytes(1_500_000).toString('hex')),
  Buffer.from('\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
]);
const FILE = { name: 'giay-to-lon.pdf', mimeType: 'application/pdf', buffer: PAPER };

test('a large paper over a line that breaks', async ({ browser, demo }, info) => {
  test.skip(info.project.name !== 'phone', 'this is about the phone');
  const { viewport, isMobile, hasTouch } = info.project.use;
  const producer = await Person.enter(browser, demo, { viewport, isMobile, hasTouch, locale: 'vi-VN' }, 'chuthe@demo.example');
  const { page } = producer;
  const line = await watch(page);

  await producer.open('/producers');
  await page.locator('main tbody a, main .tasks a, main li a').first().click();
  await page.waitForLoadState();
  const form = `${new URL(page.url()).pathname}/evidence/new`;
  await producer.open(form);

  await test.step('the line drops in the middle; the page says so and goes on by itself', async () => {
    await page.locator('#file').setInputFiles(FILE);
    await expect.poll(() => line.confirmed).toBeGreaterThan(500_000);
    await line.set(true);
    await expect(page.getByText(/Mất mạng ở \d+%/).first()).toBeVisible();
    await producer.look();
    const broke = line.confirmed;
    expect(broke).toBeLessThan(PAPER.length);
    line.from = [];
    await line.set(false);
    await expect.poll(() => line.confirmed).toBeGreaterThan(broke + 300_000);
    expect(Math.min(...line.from), 'nothing confirmed is sent again').toBeGreaterThanOrEqual(broke);
  });

  await test.step('the page is loaded anew; the same file goes on where it stopped', async () => {
    await page.getByRole('button', { name: /Tạm dừng/ }).click();
    await expect(page.getByText(/Tạm dừng ở \d+%/)).toBeVisible();
    await page.reload();
    await expect(page.getByText(/giay-to-lon\.pdf: lần trước mới gửi được \d+%/)).toBeVisible();
    const broke = line.confirmed;
    line.from = [];
    await page.locator('#file').setInputFiles(FILE);
    await expect(page.getByLabel(/Đã gửi xong: giay-to-lon\.pdf/)).toBeChecked({ timeout: 120_000 });
    expect(Math.min(...line.from)).toBeGreaterThanOrEqual(broke);
    expect(line.confirmed).toBe(PAPER.length);
    await producer.look();
  });

  await test.step('after one more reload what has arrived is still there', async () => {
    await page.reload();
    await expect(page.getByLabel(/Đã gửi xong: giay-to-lon\.pdf/)).toBeChecked();
  });

  await test.step('the form is refused and the file stays with it', async () => {
    await producer.press('Tải lên');
    await expect(page.locator('.error-summary')).toBeVisible();
    await expect(page.getByLabel(/Đã gửi xong: giay-to-lon\.pdf/)).toBeChecked();
    await page.locator('#title').fill('Giấy tờ lớn (hư cấu)');
    await page.locator('#kind').selectOption({ index: 3 });
    await producer.press('Tải lên');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Giấy tờ lớn (hư cấu)');
  });

  const answer = await page.request.get(`${page.url()}/file`);
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(hash(await answer.body())).toBe(hash(PAPER));
});

test('a form sent while its file is under way goes off when it has arrived', async ({ browser, demo }, info) => {
  test.skip(info.project.name !== 'phone', 'this is about the phone');
  const producer = await Person.enter(browser, demo, { locale: 'vi-VN' }, 'chuthe@demo.example');
  const { page } = producer;
  const line = await watch(page);
  await producer.open('/producers');
  await page.locator('main tbody a, main .tasks a, main li a').first().click();
  await page.waitForLoadState();
  await producer.open(`${new URL(page.url()).pathname}/evidence/new`);
  await page.locator('#title').fill('Giấy gửi vội (hư cấu)');
  await page.locator('#kind').selectOption({ index: 2 });
  await page.locator('#file').setInputFiles(FILE);
  await page.getByRole('button', { name: 'Tải lên' }).click();
  await expect(page.getByText('Biểu mẫu sẽ tự gửi ngay khi tệp đến nơi.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Giấy gửi vội (hư cấu)', { timeout: 120_000 });
  expect(line.confirmed).toBe(PAPER.length);
});

/** A line of 300 KB a second, and what the server confirms over it. */
async function watch(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const set = (offline: boolean) => session.send('Network.emulateNetworkConditions', {
    offline, latency: 50, downloadThroughput: 2_000_000, uploadThroughput: 300_000,
  });
  await set(false);
  const line = { confirmed: 0, from: [] as number[], set };
  page.on('request', (r) => { if (r.method() === 'PATCH') line.from.push(Number(r.headers()['upload-offset'])); });
  page.on('response', (r) => {
    if (r.request().method() === 'PATCH' && r.ok()) line.confirmed = Math.max(line.confirmed, Number(r.headers()['upload-offset']));
  });
  return line;
}
