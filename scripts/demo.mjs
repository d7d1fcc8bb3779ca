// A demo in a directory of its own that scripts start, kill and look into: as people do, by forms and pages, and past
// the program, in its database. OCOP_BIN names the binary (default target/debug/ocop). With OCOP_TEST_POSTGRES (as
// scripts/with-postgres sets it) the data lies on that server, and nothing can be read past the program.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
const binary = resolve(process.env.OCOP_BIN ?? join(root, 'target/debug/ocop'));
export const dir = mkdtempSync(join(tmpdir(), 'ocop-kill-'));
const database = join(dir, 'ocop.db');
const log = openSync(join(dir, 'server.log'), 'a');
export const engine = process.env.OCOP_TEST_POSTGRES ? 'PostgreSQL' : 'SQLite';
const env = { ...process.env, OCOP_DATABASE: process.env.OCOP_TEST_POSTGRES ?? `sqlite:${database}`, OCOP_FILES: join(dir, 'files'), OCOP_MAIL_DIR: join(dir, 'mail') };

export const forget = () => rmSync(dir, { recursive: true, force: true });

// ---- the server -----------------------------------------------------------------------------------------------------

let server = null;
let url = '';
export const address = () => url;
process.on('exit', () => server?.kill('SIGKILL'));

/** Starts the demo on the data there is; the first time this also makes the sample data. */
export async function start() {
  const child = spawn(binary, ['demo', '--addr', '127.0.0.1:0'], { cwd: dir, env, stdio: ['ignore', 'pipe', log] });
  server = child;
  url = await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error('the demo did not start within 90 s')), 90_000);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(text);
      if (found) { clearTimeout(late); done(found[0]); }
    });
    child.on('error', fail);
    child.on('exit', (code) => { clearTimeout(late); fail(new Error(`the demo ended with code ${code}; see ${dir}/server.log`)); });
  });
}

/** No goodbye: the process gets no chance to finish, flush or roll back anything. */
export async function kill() {
  if (server.exitCode !== null) throw new Error(`the server ended by itself, code ${server.exitCode}; see ${dir}/server.log`);
  const gone = new Promise((done) => server.once('exit', done));
  server.kill('SIGKILL');
  await gone;
  server = null;
}

// ---- people with browsers -------------------------------------------------------------------------------------------

export class Person {
  cookies = new Map();
  csrf = '';

  static async signIn(email) {
    const person = new Person();
    await person.post('/sign-in', { email, password: 'xin moi dung thu', next: '/account' });
    const page = await person.read('/account');
    person.csrf = field(page, 'csrf');
    return person;
  }

  async fetch(path, options = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url + path, {
      ...options, redirect: 'manual', headers: { ...options.headers, cookie }, signal: AbortSignal.timeout(30_000),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) this.cookies.set(name, value);
    }
    return answer;
  }

  /** A page's text and status; a refusal is an answer too. */
  async look(path) {
    const answer = await this.fetch(path);
    return { status: answer.status, text: await answer.text() };
  }

  async read(path) {
    const { status, text } = await this.look(path);
    if (status !== 200) throw new Error(`GET ${path}: ${status}`);
    return text;
  }

  /** Sends a form without judging the answer; `fields` may repeat a name by an array. */
  send(path, fields) {
    const pairs = Object.entries({ csrf: this.csrf, ...fields }).flatMap(([k, v]) => [v].flat().map((x) => [k, x]));
    return this.fetch(path, { method: 'POST', body: new URLSearchParams(pairs) });
  }

  /** Sends a form that must be accepted; returns where it leads. */
  post(path, fields) {
    return accepted(path, this.send(path, fields));
  }

  /** The same for a form that bears the state its page was read in. */
  async postSeen(path, fields) {
    const page = await this.read(path);
    const state = [...page.matchAll(/name="(version|stamp|seen)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]);
    return this.post(path, { ...Object.fromEntries(state), ...fields });
  }
}

/** A form that was sent must lead on to a page; returns its path. */
export async function accepted(what, sending) {
  const answer = await sending;
  if (answer.status !== 303) {
    const errors = (await answer.text()).match(/class="error[^]*?<\/p>|<h1>[^]*?<\/h1>/g) ?? [];
    throw new Error(`${what}: ${answer.status} ${errors.join(' ').replace(/<[^>]*>/g, '')}`);
  }
  return new URL(answer.headers.get('location'), url).pathname;
}

export function field(html, name) {
  const found = new RegExp(`name="${name}" value="([^"]+)"`).exec(html);
  if (!found) throw new Error(`no field ${name} on the page`);
  return found[1];
}

// ---- the database, read past the program ----------------------------------------------------------------------------

const PYTHON = 'import json,sqlite3,sys\nc=sqlite3.connect("file:"+sys.argv[1]+"?mode=ro",uri=True)\n'
  + 'c.row_factory=sqlite3.Row\nprint(json.dumps([dict(r) for r in c.execute(sys.argv[2])]))';
let reader = ['sqlite3', '-readonly', '-json'];
try { execFileSync('sqlite3', ['-version']); } catch { reader = ['python3', '-c', PYTHON]; }

export function rows(sql) {
  const [program, ...options] = reader;
  const text = execFileSync(program, [...options, database, sql], { encoding: 'utf8', timeout: 30_000 });
  return text.trim() ? JSON.parse(text) : [];
}
export const row = (sql) => rows(sql)[0];
export const quoted = (ids) => ids.map((id) => `'${id}'`).join(', ');

/** An account with a post; all share the demo's password. */
export function addUser(email, name, role, area, producer = '') {
  execFileSync(binary, ['user', 'add', '--email', email, '--name', name, '--role', role, '--area', area, '--producer', producer],
    { cwd: dir, env, input: 'xin moi dung thu\n', stdio: ['pipe', 'pipe', 'inherit'] });
}

export function journalHolds() {
  try { execFileSync(binary, ['journal', 'verify'], { cwd: dir, env, timeout: 60_000, stdio: 'pipe' }); return true; }
  catch (e) { console.error(String(e.stderr)); return false; }
}
