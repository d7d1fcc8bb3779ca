// Two records of one cooperative are found, laid side by side, merged and taken apart again; a ward's survey.
import { test, expect, Person } from './demo';

test.beforeEach(({}, info) => test.skip(info.project.name === 'desk', 'the phone and the pages without scripts are the harder ones'));

test('two records become one, and two again', async ({ browser, demo }, info) => {
  const { viewport, isMobile, hasTouch, javaScriptEnabled } = info.project.use;
  const options = { viewport, isMobile, hasTouch, javaScriptEnabled, locale: 'vi-VN' };
  const ward = await Person.enter(browser, demo, options, 'xa@demo.example');
  const page = ward.page;
  await ward.open('/producers/new');
  await page.getByLabel('Tên chủ thể').fill('HTX Minh Hoạ Xom Chieu');
  await page.getByLabel('Loại hình').selectOption('cooperative');
  await page.locator('#address').fill('Số 0, đường Minh Họa');
  await ward.press('Lưu');
  const old = new URL(page.url()).pathname;

  await ward.open('/register/duplicates');
  const row = page.getByRole('row').filter({ hasText: 'HTX Minh Hoạ Xom Chieu' });
  await expect(row).toContainText('Cùng tên');
  await row.getByRole('link').last().click();
  await ward.look();
  if (await page.getByRole('columnheader', { name: /Ở lại/ }).filter({ hasText: 'HTX Minh Hoạ' }).count()) await ward.press('Đổi bên: giữ bản ghi kia', 'link');
  await ward.press('Gộp hai bản ghi');
  await expect(page.locator('.error-summary')).toBeVisible();
  await page.getByLabel('Lý do gộp').fill('Cùng giấy đăng ký (hư cấu)');
  await ward.press('Gộp hai bản ghi');
  await expect(page.getByRole('row').filter({ hasText: 'HTX Minh Hoạ Xom Chieu' })).toBeVisible();

  await ward.open(old);
  expect(new URL(page.url()).pathname).not.toBe(old);
  await expect(page.locator('h1')).toHaveText('Hợp tác xã Minh Họa Xóm Chiếu');

  await ward.open('/register/merges');
  page.once('dialog', (d) => void d.accept());
  await page.locator('main').getByRole('button', { name: 'Tách lại' }).first().click();
  await expect(page.getByText('Đã tách lại ngày')).toBeVisible();
  await ward.open(old);
  expect(new URL(page.url()).pathname).toBe(old);
});

test('a ward writes down what it found', async ({ browser, demo }, info) => {
  const { viewport, isMobile, hasTouch, javaScriptEnabled } = info.project.use;
  const options = { viewport, isMobile, hasTouch, javaScriptEnabled, locale: 'vi-VN' };
  const ward = await Person.enter(browser, demo, options, 'xa@demo.example');
  await ward.open('/survey');
  await ward.press('Ghi sản phẩm tiềm năng', 'link');
  await ward.press('Lưu');
  await expect(ward.page.locator('.error-summary')).toBeVisible();
  await ward.page.getByLabel('Sản phẩm, ý tưởng').fill('Kẹo dừa minh họa');
  await ward.press('Lưu');
  await ward.page.getByLabel('Đồng ý tham gia').check();
  await ward.press('Chuyển');
  await expect(ward.page.locator('main .tag').first()).toContainText('Đồng ý tham gia');
});
