// A demo of its own for each test: the built binary on a fresh copy of the sample data and a free port.
import { test as base, expect, type Browser, type Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const binary = resolve(process.env.OCOP_BIN ?? '../target/debug/ocop');
export const PASSWORD = 'xin moi dung thu';

export interface Demo { url: string; dir: string }

/** A running demo; whoever starts it also stops it. `from`: a directory whose data it begins with. */
export async function start(from = process.env.OCOP_E2E_SAMPLE): Promise<{ demo: Demo; server: ChildProcess }> {
  const dir = mkdtempSync(join(tmpdir(), 'ocop-e2e-'));
  if (from) cpSync(from, dir, { recursive: true });
  const server = spawn(binary, ['demo', '--addr', '127.0.0.1:0'], {
    cwd: dir,
    env: { ...process.env, OCOP_DATABASE: `sqlite:${dir}/ocop.db`, OCOP_FILES: `${dir}/files`, OCOP_MAIL_DIR: `${dir}/mail` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((done, fail) => {
    let text = '';
    server.stdout!.on('data', (chunk) => {
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (found) done(found[0]);
    });
    server.on('exit', (code) => fail(new Error(`the demo ended with code ${code}`)));
  });
  return { demo: { url, dir }, server };
}

export function stop({ demo, server }: { demo: Demo; server: ChildProcess }) {
  server.removeAllListeners('exit');
  server.kill('SIGKILL');
  rmSync(demo.dir, { recursive: true, force: true });
}

export const test = base.extend<{ demo: Demo }>({
  demo: async ({}, use) => {
    const { demo, server } = await start();
    await use(demo);
    stop({ demo, server });
  },
});

/** What a path is a page of: its ids and codes left out. */
export const kind = (path: string) => path.split('?')[0].replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d[\w-]*/g, '*');
const looked = new Set<string>();

/** A person with a browser of his own. */
export class Person {
  private constructor(public page: Page, private readonly url: string, private readonly checks: boolean) {}

  static async enter(browser: Browser, demo: Demo, options: object, email?: string): Promise<Person> {
    const context = await browser.newContext(options);
    // axe needs scripts; where they are off, the same pages are checked by the projects that have them.
    const checks = (options as { javaScriptEnabled?: boolean }).javaScriptEnabled !== false;
    const person = new Person(await context.newPage(), demo.url, checks);
    if (email) await person.signIn(email);
    return person;
  }

  /** The page died; the same person opens a new one in the same browser. */
  async again(): Promise<Page> {
    this.page = await this.page.context().newPage();
    return this.page;
  }

  private async signIn(email: string) {
    await this.open('/sign-in');
    await this.page.getByLabel('Thư điện tử').fill(email);
    await this.page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await this.page.locator('main').getByRole('button', { name: 'Đăng nhập' }).first().click();
    await expect(this.page.locator('.who__name')).toBeVisible();
  }

  async open(path: string) {
    const answer = await this.page.goto(this.url + path);
    expect(answer?.status(), path).toBeLessThan(400);
    await this.look();
  }

  /** Presses a button or link, waits for the page it leads to, and looks at it. */
  async press(name: string | RegExp, role: 'button' | 'link' = 'button') {
    // What was just picked is on its way to the server by itself.
    await expect(this.page.locator('[data-autosave-state=open], [data-autosave-state=saving]')).toHaveCount(0);
    await this.page.locator('main').getByRole(role, { name }).first().click();
    await this.page.waitForLoadState();
    await this.look();
  }

  /** axe is slow: a page of the same kind, made of the same pieces in the same state, gives the same answer. */
  private async known(): Promise<boolean> {
    const pieces = await this.page.evaluate(() => [...new Set([...document.querySelectorAll('body *')].map((e) => {
      const state = ['role', 'type', 'aria-invalid', 'aria-expanded', 'disabled', 'open'].map((a) => e.getAttribute(a) ?? '');
      return [e.tagName, e.getAttribute('class') ?? '', ...state].join(' ');
    }))].sort().join('|'));
    const wide = this.page.viewportSize()?.width;
    const key = `${wide} ${kind(new URL(this.page.url()).pathname)} ${pieces}`;
    return looked.size === looked.add(key).size;
  }

  /** What a careful eye would notice on any page: axe's findings, a sideways scroll bar, a missing heading. */
  async look() {
    await expect(this.page.locator('h1')).toHaveCount(1);
    if (!this.checks) return;
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${this.page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
    if (await this.known()) return;
    const found = await new AxeBuilder({ page: this.page }).analyze();
    const told = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' | ')}`);
    expect(told, this.page.url()).toEqual([]);
  }
}

export { expect };
