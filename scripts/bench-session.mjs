// Fifty members keep their drafts at once, each another pick every second, as the page does: how long until the server
// has confirmed one, after five seconds to get warm. On SQLite, or on the server of OCOP_TEST_POSTGRES.
import { connect } from 'node:net';
import { address, engine, forget, kill, start } from './demo.mjs';
import { fullSheet } from './line.mjs';
import { session } from './session.mjs';

const [MEMBERS, SECONDS, WARM] = [50, Number(process.argv[2] ?? 40), 5];

/** A member's open connection. By hand, because fetch takes longer over a request than the server does, on its cores. */
class Line {
  constructor(member) {
    this.socket = connect(Number(new URL(address()).port), '127.0.0.1').setNoDelay().setEncoding('latin1');
    this.head = `Host: ${new URL(address()).host}\r\nCookie: ${[...member.cookies].map((c) => c.join('=')).join('; ')}\r\n`
      + 'Content-Type: application/x-www-form-urlencoded\r\n';
    this.csrf = member.csrf;
  }

  post(path, fields) {
    const body = new URLSearchParams({ csrf: this.csrf, ...fields }).toString();
    return new Promise((done, fail) => {
      let text = '';
      const hear = (piece) => {
        text += piece;
        const [head, told] = text.split('\r\n\r\n', 2);
        const length = /^content-length: (\d+)/im.exec(head);
        if (told === undefined || !length || told.length < Number(length[1])) return;
        this.socket.off('data', hear).off('error', fail);
        done({ status: Number(head.slice(9, 12)), told });
      };
      this.socket.on('data', hear).once('error', fail);
      this.socket.write(`POST ${path} HTTP/1.1\r\n${this.head}Content-Length: ${body.length}\r\n\r\n${body}`);
    });
  }
}

await start();
const { who, round, dossiers } = await session({ members: MEMBERS, dossiers: 1 });
const path = `/rounds/${round}/dossiers/${dossiers[0].id}/draft`;
const times = [];

async function keep(member, i) {
  const line = new Line(member);
  let version = 0;
  await new Promise((done) => setTimeout(done, (i * 1000) / MEMBERS));
  for (let n = 0; n < SECONDS; n += 1) {
    const began = performance.now();
    const picked = Object.fromEntries(Object.entries(fullSheet).slice(0, n + 1));
    const { status, told } = await line.post(path, { version: String(version), ...picked, opinion: `Lần ${n}` });
    if (n >= WARM) times.push(performance.now() - began);
    if (status !== 200) throw new Error(`a draft was not kept: ${status} ${told}`);
    version = JSON.parse(told).version;
    await new Promise((done) => setTimeout(done, Math.max(0, 1000 - (performance.now() - began))));
  }
  line.socket.destroy();
}

await Promise.all(who.members.map(keep));
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(`${MEMBERS} members keep drafts at once, ${engine}: ${times.length} drafts, median ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)} ms`);
await kill();
forget();
