// A producer with a phone and a poor line finishes a first dossier with twelve papers. The line drops while a form is
// being sent, the page dies while it is being filled in: nothing typed is lost.
import type { Page } from '@playwright/test';
import { test, expect, Person } from './demo';

// A page of A4 with nothing on it, different for each paper.
const pdf = (n: number) => Buffer.from(
  `%PDF-1.4\n%${n}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

const PAPERS = 12;
const PARTS = ['specification', 'history', 'organisation', 'production', 'quality', 'market', 'business', 'plan'];

// Each has a demo of its own; side by side they are the tail of the run no longer.
test.describe.configure({ mode: 'parallel' });

for (const product of [
  { set: 'QD26-09', name: 'Nước mắm Điện Thoại (hư cấu)' },
  { set: 'QD26-21', name: 'Giày da Điện Thoại (hư cấu)' },
]) {
  test(`on a phone with a poor line: ${product.set}`, async ({ browser, demo }, info) => {
    test.skip(info.project.name !== 'phone', 'this is about the phone');
    const { viewport, isMobile, hasTouch } = info.project.use;
    const producer = await Person.enter(browser, demo, { viewport, isMobile, hasTouch, locale: 'vi-VN' }, 'chuthe@demo.example');
    let { page } = producer;
    await slow(page);

    await producer.open('/producers');
    await page.locator('main tbody a, main .tasks a, main li a').first().click();
    await page.waitForLoadState();
    await producer.open(`${new URL(page.url()).pathname}/products/new`);
    await page.locator('#name').fill(product.name);
    await page.locator('#set_id').selectOption(product.set);
    await producer.press('Lưu');
    await producer.open('/dossiers/new');
    await page.getByLabel(product.name).check();
    await producer.press('Bắt đầu');
    const dossier = new URL(page.url()).pathname;

    await producer.open(`${dossier}/form`);
    await page.locator('#year').fill('2027');
    if (await page.locator('#samples').count()) await page.locator('#samples').fill('5');
    await producer.press('Lưu');

    await test.step('the line drops while the answers are sent', async () => {
      await producer.open(`${dossier}/questions`);
      for (const no of await page.locator('input[type=radio][value=no]').all()) await no.check();
      const answered = await page.locator('input[type=radio][value=no]:checked').count();
      await page.context().setOffline(true);
      await page.getByRole('button', { name: 'Lưu' }).click();
      await expect(page.getByText('Đang mất mạng.')).toBeVisible();
      await page.context().setOffline(false);
      // The reader does not wait and loads the page anew.
      await page.reload();
      await expect(page.getByText('Đã khôi phục')).toBeVisible();
      expect(await page.locator('input[type=radio][value=no]:checked').count()).toBe(answered);
      await producer.press('Lưu');
    });

    await test.step('the page dies in the middle of the self-assessment', async () => {
      await producer.open(`${dossier}/score`);
      const names = await criteria(page);
      const half = Math.floor(names.length / 2);
      for (const name of names.slice(0, half)) await best(page, name);
      await page.locator('textarea[name^="n."]').first().evaluate((e) => e.closest('details')!.open = true);
      await page.locator('textarea[name^="n."]').first().fill('Ghi chú đang gõ dở');
      await expect.poll(() => kept(page, 'Ghi chú đang gõ dở')).toBe(true);
      await page.close({ runBeforeUnload: false });
      page = await producer.again();
      await slow(page);
      await producer.open(`${dossier}/score`);
      await expect(page.getByText('Đã khôi phục')).toBeVisible();
      await expect(page.locator('textarea[name^="n."]').first()).toHaveValue('Ghi chú đang gõ dở');
      for (const name of names.slice(0, half)) expect(await page.locator(`input[name="${name}"]:checked`).count(), name).toBe(1);
      for (const name of names.slice(half)) await best(page, name);
      await producer.press('Lưu và về danh mục việc');
    });

    await test.step('twelve papers, one of them over a line that breaks', async () => {
      for (let n = 1; n <= PAPERS; n++) {
        await producer.open(`${dossier}/evidence`);
        await page.locator('#title').fill(`Tài liệu số ${n} (hư cấu)`);
        await page.locator('#kind').selectOption({ index: n });
        await page.locator('#criterion').selectOption('all');
        if (n === 5) {
          await page.context().setOffline(true);
          await page.getByRole('button', { name: 'Tải lên' }).click();
          await page.context().setOffline(false);
          await page.goto(demo.url + `${dossier}/evidence`);
          await expect(page.locator('#title')).toHaveValue(`Tài liệu số ${n} (hư cấu)`);
        }
        await page.locator('input[type=file]').first().setInputFiles({ name: `tai-lieu-${n}.pdf`, mimeType: 'application/pdf', buffer: pdf(n) });
        await page.getByRole('button', { name: 'Tải lên' }).click();
        await expect(page.getByRole('link', { name: `Tài liệu số ${n} (hư cấu)` })).toBeVisible();
      }
      await producer.look();
    });

    await test.step('the report, then off it goes', async () => {
      await producer.open(`${dossier}/report`);
      for (const part of PARTS) await page.locator(`#${part}`).fill(`Nội dung hư cấu: ${part}.`);
      await producer.press('Lưu');
      await producer.open(`${dossier}/check`);
      await page.locator('#declared').check();
      await producer.press('Nộp hồ sơ');
      await expect(page.locator('main')).toContainText('/PĐK-79-27259-');
      await producer.open(`${dossier}/sealed`);
      for (let n = 1; n <= PAPERS; n++) await expect(page.locator('main')).toContainText(`Tài liệu số ${n} (hư cấu)`);
    });
  });
}

/** Half a second of delay and 50 KB a second: a village's edge of the network. */
async function slow(page: Page) {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', {
    offline: false, latency: 300, downloadThroughput: 100_000, uploadThroughput: 50_000,
  });
}

/** Is this text in what the device keeps? */
const kept = (page: Page, text: string) =>
  page.evaluate((t) => Object.values(localStorage).some((v) => v.includes(t)), text);

const criteria = (page: Page) =>
  page.locator('input[type=radio][name^="c."][value="0"]').evaluateAll((all) => all.map((e) => (e as HTMLInputElement).name));

const best = (page: Page, name: string) => page.locator(`input[name="${name}"]:not([value="0"])`).last().check();
