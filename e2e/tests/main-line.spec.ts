// Six people carry one dossier from the empty form to a star that anyone can verify, by clicking, in Vietnamese.
import { readFileSync } from 'node:fs';
import { test, expect, Person } from './demo';

const PRODUCT = 'Nước mắm Minh Họa';

// The least a PDF can be: one empty page.
const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

// The option of set 9 that keeps criterion 4.1 (markets) at the four-star mark: with it the product is a province's.
const SET = JSON.parse(readFileSync(new URL('../../data/criteria/qd26-2026/09-tuong-nuoc-mam-gia-vi-dang-long-khac.json', import.meta.url), 'utf8'));
const find = (list: any[]): any => list.map((c) => (c.code === '4.1' ? c : find(c.children ?? c.criteria ?? []))).find(Boolean);
const FOUR_STARS = String(find(SET.parts).options.findIndex((o: any) => o.min_star === 4) + 1);

// Điều 5(1): the round that takes what is proposed today.
const now = new Date(Date.now() + 7 * 3600_000);
const [month, day] = [now.getUTCMonth() + 1, now.getUTCDate()];
const round1 = month < 4 || (month === 4 && day < 30);
const round2 = !round1 && (month < 10 || (month === 10 && day < 30));
const ROUND = round1 ? `Đợt 1 năm ${now.getUTCFullYear()}` : round2 ? `Đợt 2 năm ${now.getUTCFullYear()}` : `Đợt 1 năm ${now.getUTCFullYear() + 1}`;
const TODAY = now.toISOString().slice(0, 10).split('-').reverse().join('/');

test('a dossier becomes a star that anyone can verify', async ({ browser, demo }, info) => {
  const use = info.project.use;
  const options = {
    viewport: use.viewport, isMobile: use.isMobile ?? false, hasTouch: use.hasTouch ?? false,
    javaScriptEnabled: use.javaScriptEnabled ?? true, locale: 'vi-VN',
  };
  const as = (email?: string) => Person.enter(browser, demo, options, email);

  await test.step('the producer fills in and submits', async () => {
    const producer = await as('chuthe@demo.example');
    const { page } = producer;
    await producer.open('/dossiers');
    await producer.open('/dossiers/new');
    await page.getByLabel(PRODUCT).check();
    await producer.press('Bắt đầu');
    const dossier = new URL(page.url()).pathname;

    await producer.open(`${dossier}/form`);
    await page.locator('#year').fill('2027');
    await page.locator('#samples').fill('5');
    await producer.press('Lưu');

    await producer.open(`${dossier}/questions`);
    for (const no of await page.locator('input[type=radio][value=no]').all()) await no.check();
    await producer.press('Lưu');

    await producer.open(`${dossier}/score`);
    await pick(producer);
    await producer.press('Lưu và về danh mục việc');

    await producer.open(`${dossier}/evidence`);
    await page.locator('input[type=file]').setInputFiles({ name: 'dang-ky.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.locator('#kind').selectOption({ label: 'Giấy đăng ký kinh doanh' });
    await page.locator('#title').fill('Giấy đăng ký kinh doanh');
    await page.locator('#criterion').selectOption('all');
    await producer.press('Tải lên');

    await producer.open(`${dossier}/report`);
    for (const name of ['specification', 'history', 'organisation', 'production', 'quality', 'market', 'business', 'plan'])
      await page.locator(`#${name}`).fill('Nội dung hư cấu để thử.');
    await producer.press('Lưu');

    await producer.open(`${dossier}/check`);
    await page.locator('#declared').check();
    await producer.press('Nộp hồ sơ');
    await expect(page.locator('main')).toContainText('/PĐK-79-27259-');
  });

  await test.step('the ward officer judges and proposes', async () => {
    const officer = await as('xa@demo.example');
    await officer.open('/ward');
    await officer.press(PRODUCT, 'link');
    for (const name of ['local_material', 'local_labour', 'idea_origin', 'local_identity', 'conclusion'])
      await officer.page.locator(`#${name}`).fill('Đánh giá hư cấu để thử.');
    await officer.press('Đề nghị lên tỉnh');
  });

  const secretary = await as('hoidong2@demo.example');
  const chair = await as('hoidong1@demo.example');
  let round = '';
  await test.step('two members score alone', async () => {
    await secretary.open('/councils');
    await secretary.press(/minh họa/, 'link');
    await secretary.press(ROUND, 'link');
    round = new URL(secretary.page.url()).pathname;
    for (const name of [/Lê Minh Họa/, /Phạm Thị Ví Dụ/]) await secretary.page.getByLabel(name).check();
    await secretary.press('Lưu điểm danh');
    for (const member of [chair, secretary]) {
      await member.open(round);
      await member.press(PRODUCT, 'link');
      await pick(member);
      await member.press('Nộp phiếu');
    }
  });

  await test.step('the chair closes', async () => {
    await chair.open(round);
    await chair.press(new RegExp(`^Tổng hợp.*${PRODUCT}`), 'link');
    await chair.press('Kết thúc đánh giá sản phẩm này');
  });

  let certificate = '';
  await test.step('the leader signs the decision', async () => {
    const leader = await as('lanhdao@demo.example');
    const { page } = leader;
    await leader.open('/decisions');
    await leader.press(new RegExp(ROUND), 'link');
    await page.getByLabel(PRODUCT).check();
    await leader.press('Lập dự thảo');
    await page.locator('#number').fill('77');
    await page.locator('#decided_on').fill(TODAY);
    await page.locator('#signer_title').fill('CHỦ TỊCH');
    await page.locator('#signer_name').fill('Đỗ Văn Mẫu');
    await leader.press('Ký và cấp giấy chứng nhận');
    certificate = (await page.locator('main').innerText()).match(/79-\d{4}-\d{5}/)?.[0] ?? '';
    expect(certificate).not.toBe('');
  });

  await test.step('anyone verifies', async () => {
    const anyone = await as();
    const { page } = anyone;
    await anyone.open('/');
    await anyone.open('/v');
    await page.locator('#number').fill(certificate);
    await anyone.press('Kiểm tra');
    await expect(page.locator('main')).toContainText('Còn hiệu lực');
    await expect(page.locator('main')).toContainText(PRODUCT);
    await expect(page.locator('main')).toContainText('4 sao');
    const paper = await page.request.get(`${demo.url}/certificates/${certificate}.pdf`);
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await anyone.open('/products?q=nuoc+mam+minh+hoa');
    await anyone.press(PRODUCT, 'link');
    await expect(page.locator('main')).toContainText('4 sao');
  });
});

/** Fills in a whole sheet: the best option of each criterion, but the four-star one for criterion 4.1. */
async function pick(person: Person) {
  for (const name of codes(SET.parts).map((code) => `c.${code}`)) {
    const options = person.page.locator(`input[name="${name}"]:not([value="0"]):not([value="insufficient"])`);
    if (name === 'c.4.1') await person.page.locator(`input[name="${name}"][value="${FOUR_STARS}"]`).check();
    else await options.last().check();
  }
}

function codes(list: any[]): string[] {
  return list.flatMap((c) => (c.options ? [c.code] : codes(c.children ?? c.criteria ?? [])));
}
