// Every role follows the links from its navigation, two deep, and looks at each page as a careful reader would.
import { readdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { test, expect, kind, start, stop, Person } from './demo';

const ROLES = ['', 'chuthe', 'xa', 'hoidong1', 'hoidong4', 'vanphong', 'tuvan', 'lanhdao', 'bo', 'kiemtra', 'quantri'];
const MOST = Number(process.env.OCOP_SWEEP_PAGES ?? 8);
// Of many pages of one kind, one is enough; and what the public has seen, the posts need not see again.
const OF_A_KIND = 1;
const publics = new Set<string>();
// axe is slow on long pages: it looks at each kind once a language, for the first account that opens it.
const looked = new Set<string>();
const catalogues = readdirSync(new URL('../../crates/web/locales', import.meta.url)).map((file) => file.replace('.yml', ''));
const KEY = new RegExp(`(?<![\\w./@-])(?:${catalogues.join('|')})\\.[a-z_]+(?:\\.[a-z_]+)*(?![\\w/@-])`);

let running: Awaited<ReturnType<typeof start>>;
test.beforeAll(async ({}, info) => {
  test.skip(info.project.name === 'no-js', 'axe needs scripts');
  running = await start();
});
test.afterAll(() => { if (running) stop(running); });

for (const role of ROLES) {
  test(`every page of ${role || 'the public'} is sound`, async ({ browser }, info) => {
    const { viewport, isMobile, hasTouch } = info.project.use;
    const person = await Person.enter(browser, running.demo, { viewport, isMobile, hasTouch, locale: 'vi-VN' }, role && `${role}@demo.example`);
    await walk(person.page, running.demo.url, '/', MOST, role);
    await person.page.context().close();
  });
}

for (const role of ['', 'vanphong']) {
  test(`the pages of ${role || 'the public'} are sound in English`, async ({ browser }, info) => {
    const { viewport, isMobile, hasTouch } = info.project.use;
    const person = await Person.enter(browser, running.demo, { viewport, isMobile, hasTouch, locale: 'vi-VN' }, role && `${role}@demo.example`);
    await walk(person.page, running.demo.url, '/?lang=en', 5, role);
    await person.page.context().close();
  });
}

async function walk(page: Page, url: string, first: string, most: number, role = '') {
  const english = first.includes('lang=en');
  const seen = new Map<string, number>();
  let queue: { path: string; depth: number; from: string }[] = [{ path: first, depth: 0, from: '' }];
  const done = new Set<string>();
  const wrong: string[] = [];
  while (queue.length && done.size < most) {
    // First pages of kinds not seen yet, nearest first.
    queue.sort((a, b) => (seen.get(kind(a.path)) ?? 0) - (seen.get(kind(b.path)) ?? 0) || a.depth - b.depth);
    const { path, depth, from } = queue.shift()!;
    if (done.has(path) || (seen.get(kind(path)) ?? 0) >= OF_A_KIND) continue;
    if (role && !english && depth > 0 && publics.has(kind(path))) continue;
    if (!role) publics.add(kind(path));
    done.add(path);
    seen.set(kind(path), (seen.get(kind(path)) ?? 0) + 1);
    const answer = await page.goto(url + path);
    const at = `${path} (from ${from})`;
    if ((answer?.status() ?? 0) >= 400) { wrong.push(`${at}: status ${answer?.status()}`); continue; }
    const told = await page.evaluate(() => ({
      headings: document.querySelectorAll('h1').length,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      text: document.title + '\n' + document.body.innerText,
      lang: document.documentElement.lang,
      links: [...document.querySelectorAll('a[href]:not([download])')].map((a) => new URL(a.getAttribute('href')!, document.baseURI).href),
    }));
    if (told.headings !== 1) wrong.push(`${at}: ${told.headings} h1`);
    if (told.wide > 0) wrong.push(`${at}: scrolls sideways by ${told.wide}px`);
    if (told.lang !== (english ? 'en' : 'vi')) wrong.push(`${at}: lang=${told.lang}`);
    // The journal names its acts by their codes (import.products), which look like keys.
    const key = (path.startsWith('/journal') ? null : KEY.exec(told.text)) ?? /%\{\w*/.exec(told.text);
    if (key) wrong.push(`${at}: says “${key[0]}”`);
    const once = kind(path) + told.lang;
    const found = looked.has(once) ? { violations: [] } : await new AxeBuilder({ page }).analyze();
    looked.add(once);
    for (const v of found.violations) wrong.push(`${at}: ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 2).join(' | ')}`);
    if (depth < 2) {
      for (const href of told.links) {
        const to = new URL(href);
        if (to.origin !== url || /\.(pdf|docx|csv|json|xlsx|geojson|zip|png|jpe?g|svg|xml)$|^\/(static|files|api)\//.test(to.pathname) || /[?&]lang=/.test(to.search)) continue;
        // A picture or a paper answers a link too, but has no page to look at.
        if (/\/picture$|\/file$|\/download\b/.test(to.pathname)) continue;
        queue.push({ path: to.pathname + to.search, depth: depth + 1, from: path });
      }
    }
  }
  expect.soft(done.size).toBeGreaterThan(2);
  expect(wrong).toEqual([]);
}
