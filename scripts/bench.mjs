// Starts the binary on fresh data and measures what a person waits for. Five runs each; minimum, median, maximum.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const binary = process.argv[2];
const dirs = [];
const fresh = () => { const dir = mkdtempSync(join(tmpdir(), 'ocop-bench-')); dirs.push(dir); return dir; };

/** Starts a server and waits for its first answered request. */
async function start(command, dir) {
  const began = performance.now();
  const env = { ...process.env, OCOP_DATABASE: `sqlite:${dir}/ocop.db`, OCOP_FILES: `${dir}/files`, OCOP_MAIL_DIR: `${dir}/mail` };
  const server = spawn(binary, [command, '--addr', '127.0.0.1:0'], { cwd: dir, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise((done, fail) => {
    let text = '';
    server.stdout.on('data', (chunk) => { text += chunk; const m = /http:\/\/[\d.]+:\d+/.exec(text); if (m) done(m[0]); });
    server.on('exit', (code) => fail(new Error(`${command} ended with code ${code}`)));
  });
  const answer = await fetch(url + '/healthz');
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return { server, url, ms: performance.now() - began };
}

const stop = ({ server }) => new Promise((done) => { server.removeAllListeners('exit'); server.on('exit', done); server.kill('SIGTERM'); });
const report = (name, values, unit) => {
  const s = [...values].sort((a, b) => a - b);
  const show = (x) => x.toFixed(x < 100 ? 1 : 0);
  console.log(`${name.padEnd(42)} min ${show(s[0])}  median ${show(s[s.length >> 1])}  max ${show(s.at(-1))} ${unit}`);
};

const [first, warm] = [[], []];
for (let i = 0; i < 5; i++) {
  const dir = fresh();
  for (const list of [first, warm]) { const run = await start('serve', dir); list.push(run.ms); await stop(run); }
}
report('first start (all areas), serve', first, 'ms');
report('warm start to first answer, serve', warm, 'ms');

const demo = await start('demo', fresh());
const found = await (await fetch(`${demo.url}/api/v1/products?q=minh+hoa&size=1`)).json();
const number = found.items[0].lookup ?? found.items[0].certificate;
const times = [];
for (let i = 0; i < 21; i++) {
  const t = performance.now();
  const pdf = await (await fetch(`${demo.url}/v/${number}`)).text();
  if (!pdf.includes(number)) throw new Error('the verification page does not name its certificate');
  times.push(performance.now() - t);
}
report('verification page, warm', times.slice(1), 'ms');
const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${demo.server.pid}/status`, 'utf8'))[1]) / 1024;
report('demo at rest, resident', [rss], 'MB');
await stop(demo);
for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
