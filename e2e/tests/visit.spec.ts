// A field visit on a phone: the page is opened once, the line goes, the visit is written, photographed and signed, the
// page is loaded anew without a line, and when the line is back everything arrives once.
import { test, expect, Person } from './demo';

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGM4EaCBFTEMLQkAaplQAc/OcKAAAAAASUVORK5CYII=', 'base64');

test('a visit without a line arrives once', async ({ browser, demo }, info) => {
  test.skip(info.project.name !== 'phone', 'this is about the phone');
  const { viewport, isMobile, hasTouch } = info.project.use;
  const adviser = await Person.enter(browser, demo, { viewport, isMobile, hasTouch, locale: 'vi-VN' }, 'tuvan@demo.example');
  const { page } = adviser;
  const context = page.context();
  const sent: string[] = [];
  page.on('request', (r) => { if (r.method() === 'POST' && /\/visit$/.test(r.url())) sent.push(r.url()); });

  await adviser.open('/advisory');
  await page.getByRole('link', { name: 'Cà phê rang xay Minh Họa' }).click();
  await expect(page.getByText('Chưa khảo sát thực tế.')).toBeVisible();
  await adviser.press('Khảo sát thực tế', 'link');
  await expect(page.getByText('Trang này dùng được khi mất mạng.')).toBeVisible();

  await context.setOffline(true);
  await page.getByLabel('Địa điểm').fill('Xưởng hư cấu, đường Minh Họa');
  const first = page.locator('details.fold').first();
  await first.locator('summary').click();
  await first.getByLabel('khác hồ sơ').check();
  await first.getByLabel('Ghi chú').fill('Chỉ thấy một lò (hư cấu)');
  await first.locator('input[type=file]').setInputFiles({ name: 'anh.png', mimeType: 'image/png', buffer: PICTURE });
  await expect(first.getByRole('button', { name: 'Bỏ anh.png' })).toBeVisible();
  await page.locator('[name="name.1"]').fill('Nguyễn Thị Mẫu');
  await page.locator('[name="capacity.1"]').fill('Giám đốc (hư cấu)');
  const pad = page.locator('canvas.sign__pad').first();
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  await page.mouse.move(box.x + 30, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByText('Đã ký', { exact: true })).toBeVisible();

  // What is not on the disk yet after a third of a second never would be: the page says so itself on coming back.
  await expect.poll(() => page.evaluate(() => new Promise<string>((done) => {
    const asked = indexedDB.open('ocop-visit', 1);
    asked.onsuccess = () => {
      const all = asked.result.transaction('visit').objectStore('visit').getAll();
      all.onsuccess = () => { asked.result.close(); done(JSON.stringify(all.result.map((v) => [v.files.length, v.fields.some((f: string[]) => f[1] === 'Nguyễn Thị Mẫu')]))); };
    };
  }))).toBe('[[2,true]]');
  await page.reload();
  await expect(page.getByText('Đã mở lại khảo sát đang ghi dở trên máy này.')).toBeVisible();
  await expect(page.getByLabel('Địa điểm')).toHaveValue('Xưởng hư cấu, đường Minh Họa');
  await expect(page.getByRole('button', { name: 'Bỏ anh.png' })).toBeVisible();
  await adviser.look();
  await page.getByRole('button', { name: 'Hoàn tất và gửi' }).click();
  await expect(page.getByText('Đã xong, chờ có mạng để gửi.', { exact: false })).toBeVisible();
  expect(sent).toEqual([]);

  await context.setOffline(false);
  await expect(page.getByText('Đã gửi đủ khảo sát.')).toBeVisible();
  await page.getByRole('link', { name: 'Xem khảo sát đã gửi' }).click();
  await expect(page.getByRole('heading', { level: 3, name: /Xưởng hư cấu/ })).toHaveCount(1);
  await expect(page.getByText('khác hồ sơ. Chỉ thấy một lò (hư cấu)')).toBeVisible();
  await expect(page.locator('.visit-files img')).toHaveCount(2);
  expect(sent).toHaveLength(1);
  await adviser.look();
});
