// Six people carry one dossier from the empty form to a star that anyone can verify, by clicking, in Vietnamese.
import { test, expect, Person } from './demo';

const PRODUCT = 'Nước mắm Minh Họa';

// The least a PDF can be: one empty page.
const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

test('a dossier becomes a star that anyone can verify', async ({ browser, demo }, info) => {
  const options = {
    viewport: info.project.use.viewport, isMobile: info.project.use.isMobile ?? false,
    hasTouch: info.project.use.hasTouch ?? false, javaScriptEnabled: info.project.use.javaScriptEnabled ?? true, locale: 'vi-VN',
  };
  const as = (email?: string) => Person.enter(browser, demo, options, email);

  await test.step('the producer fills in and submits', async () => {
    const { page, press, ...producer } = bind(await as('chuthe@demo.example'));
    await producer.open('/dossiers/new');
    await page.getByLabel(PRODUCT).check();
    await press('Bắt đầu hồ sơ');
    const dossier = new URL(page.url()).pathname;

    await producer.open(`${dossier}/form`);
    await page.getByLabel('Năm').fill('2027');
    await page.getByLabel(/Số sản phẩm mẫu|Sản phẩm mẫu/).fill('5');
    await press('Lưu');

    await producer.open(`${dossier}/questions`);
    for (const no of await page.getByRole('radio', { name: /^Không/ }).all()) await no.check();
    await press('Lưu');

    await producer.open(`${dossier}/score`);
    const criteria = page.locator('fieldset.criterion');
    for (let i = 0; i < await criteria.count(); i++) {
      const options = criteria.nth(i).getByRole('radio');
      // The last option before "none of these" is the best one.
      await options.nth(await options.count() - 2).check();
    }
    await press(/xong|Xong|Lưu/);

    await producer.open(`${dossier}/evidence`);
    await page.locator('input[type=file]').setInputFiles({ name: 'dang-ky.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.locator('#kind').selectOption({ index: 1 });
    await page.locator('#title').fill('Giấy đăng ký kinh doanh');
    await page.locator('#criterion').selectOption({ index: 1 });
    await press('Thêm tài liệu');

    await producer.open(`${dossier}/report`);
    for (const name of ['specification', 'history', 'organisation', 'production', 'quality', 'market', 'business', 'plan'])
      await page.locator(`#${name}`).fill('Nội dung hư cấu để thử.');
    await press('Lưu');

    await producer.open(`${dossier}/check`);
    await page.locator('#declared').check();
    await press(/Nộp/);
    await expect(page.locator('main')).toContainText('PĐK-79-27259');
  });

  await test.step('the ward officer judges and proposes', async () => {
    const { page, press, ...officer } = bind(await as('xa@demo.example'));
    await officer.open('/ward');
    await press(new RegExp(PRODUCT), 'link');
    for (const name of ['local_material', 'local_labour', 'idea_origin', 'local_identity', 'conclusion'])
      await page.locator(`#${name}`).fill('Đánh giá hư cấu để thử.');
    await press(/Đề nghị/);
  });

  let round = '';
  await test.step('two members score alone', async () => {
    const { page, press, ...secretary } = bind(await as('hoidong2@demo.example'));
    await secretary.open('/councils');
    await press(/minh họa/, 'link');
    await press(/Đợt \d năm 2027|Đợt 1/, 'link');
    round = new URL(page.url()).pathname;
    await expect(page.locator('main')).toContainText(PRODUCT);
    await page.getByLabel(/Lê Minh Họa/).check();
    await page.getByLabel(/Phạm Thị Ví Dụ/).check();
    await press(/điểm danh|Lưu/);

    for (const email of ['hoidong1@demo.example', 'hoidong2@demo.example']) {
      const { page, press, ...member } = bind(await as(email));
      await member.open(round);
      await press(new RegExp(PRODUCT), 'link');
      const criteria = page.locator('fieldset.criterion:has(input[name^="c."])');
      for (let i = 0; i < await criteria.count(); i++) {
        const options = criteria.nth(i).locator('input[name^="c."]');
        await options.nth(await options.count() - 2).check();
      }
      // One criterion without a star mark is left at its least, for 4 stars would do, but the sum must stay below 90.
      for (const code of ['c.1.2', 'c.1.3', 'c.3.1', 'c.3.2', 'c.3.3', 'c.5.2']) await page.locator(`input[name="${code}"]`).first().check();
      await press(/Nộp phiếu/);
    }
  });

  await test.step('the chair closes', async () => {
    const { page, press, ...chair } = bind(await as('hoidong1@demo.example'));
    await chair.open(round);
    await press(/Tổng hợp|Kết quả/, 'link');
    await press(/Chốt|Kết thúc|Đóng/);
  });

  let certificate = '';
  await test.step('the leader signs the decision', async () => {
    const { page, press, ...leader } = bind(await as('lanhdao@demo.example'));
    await leader.open('/decisions');
    await press(/Dự thảo|Lập quyết định|dự thảo/, 'link');
    await press(/Lập dự thảo|Tạo/);
    await page.locator('#number').fill('77/QĐ-UBND');
    await press(/Ký/);
    certificate = (await page.locator('main').innerText()).match(/79-\d{4}-\d{5}/)![0];
  });

  await test.step('anyone verifies', async () => {
    const { page, press, ...anyone } = bind(await as());
    await anyone.open('/');
    await anyone.open('/v');
    await page.getByRole('textbox').first().fill(certificate);
    await press(/Tra/);
    await expect(page.locator('main')).toContainText('Còn hiệu lực');
    await expect(page.locator('main')).toContainText(PRODUCT);
    await anyone.open('/products?q=nuoc+mam+minh+hoa');
    await press(new RegExp(PRODUCT), 'link');
    await expect(page.locator('main')).toContainText('sao');
  });
});

function bind(p: Person) {
  return { page: p.page, press: p.press.bind(p), open: p.open.bind(p) };
}
