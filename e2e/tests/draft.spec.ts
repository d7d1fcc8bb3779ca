// What the ward typed into Mẫu số 03 comes back after its session has ended: the form is sent, the sign-in page answers.
import { test, expect, Person, PASSWORD } from './demo';

test('findings typed in a session that ended come back', async ({ browser, demo }, info) => {
  test.skip(info.project.name !== 'desk', 'the draft is kept by scripts, the same at each width');
  const ward = await Person.enter(browser, demo, { viewport: info.project.use.viewport, locale: 'vi-VN' }, 'xa@demo.example');
  const { page } = ward;
  await ward.open('/ward');
  const check = await page.locator('main a[href^="/ward/"]').first().getAttribute('href');
  await ward.open(check!);
  const words = 'Đã đối chiếu sổ mua bán của 12 hộ (hư cấu)';
  await page.locator('#local_material').fill(words);
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Lưu' }).first().click();

  await page.getByLabel('Thư điện tử').fill('xa@demo.example');
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
  await page.locator('main').getByRole('button', { name: 'Đăng nhập' }).first().click();
  await expect(page.locator('.who__name')).toBeVisible();
  await ward.open(check!);
  await expect(page.getByText('Đã khôi phục')).toBeVisible();
  await expect(page.locator('#local_material')).toHaveValue(words);
  // The form is whole: the number of the state it changes is the server's.
  await ward.press('Lưu');
  await expect(page.locator('.error-summary')).toHaveCount(0);
  await expect(page.locator('#local_material')).toHaveValue(words);
});
