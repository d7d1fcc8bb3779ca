// A member's sheet keeps itself while the member works, over a poor line too, and says so where it cannot.
import { test, expect, Person } from './demo';

test('a sheet keeps itself', async ({ browser, demo }, info) => {
  test.skip(info.project.name === 'no-js', 'without scripts there is the button');
  const { viewport, isMobile, hasTouch } = info.project.use;
  const member = await Person.enter(browser, demo, { viewport, isMobile, hasTouch, locale: 'vi-VN' }, 'hoidong4@demo.example');
  await member.open('/councils');
  await member.press(/Hội đồng/, 'link');
  const page = member.page;
  const rounds = await page.locator('main a[href^="/rounds/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
  for (const round of rounds) {
    await page.goto(demo.url + round);
    if (await page.getByRole('link', { name: 'Muối ớt Minh Họa' }).count()) break;
  }
  await member.press('Muối ớt Minh Họa', 'link');
  const state = (name: string) => page.locator(`form[data-autosave-state=${name}]`);
  const first = page.locator('fieldset.criterion').nth(0).locator('input[type=radio]').nth(0);
  const second = page.locator('fieldset.criterion').nth(1).getByLabel(/Chưa đủ minh chứng/);

  // By keyboard, and it is kept.
  await first.focus();
  await page.keyboard.press('Space');
  await expect(state('saved')).toHaveCount(1);
  await expect(page.getByText(/Đã lưu nháp lúc/)).toBeVisible();
  await page.reload();
  await expect(first).toBeChecked();

  // The line breaks; what is picked meanwhile is sent when it is back.
  await page.context().setOffline(true);
  await second.check();
  await expect(state('offline')).toHaveCount(1);
  await expect(page.getByText(/Mất kết nối/)).toBeVisible();
  await page.context().setOffline(false);
  await expect(state('saved')).toHaveCount(1);
  await page.reload();
  await expect(second).toBeChecked();

  // Two windows: the one that is behind is told, and its choice does not pass over the other's.
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.locator('fieldset.criterion').nth(0).getByLabel(/Không đáp ứng mức nào/).check();
  await expect(other.locator('form[data-autosave-state=saved]')).toHaveCount(1);
  await first.click();
  await page.locator('fieldset.criterion').nth(0).locator('input[type=radio]').nth(1).check();
  await expect(state('failed')).toHaveCount(1);
  await other.reload();
  await expect(other.locator('fieldset.criterion').nth(0).getByLabel(/Không đáp ứng mức nào/)).toBeChecked();

  // Handing in without the rest: every gap is named, and what was picked is still there. No reason is given yet either.
  await other.getByRole('button', { name: 'Nộp phiếu' }).click();
  await expect(other.locator('.error-summary')).toBeVisible();
  await expect(other.getByText('Ghi rõ minh chứng còn thiếu').first()).toBeVisible();
  await expect(other.locator('fieldset.criterion').nth(1).getByLabel(/Chưa đủ minh chứng/)).toBeChecked();
  member.page = other;
  await member.look();
});
