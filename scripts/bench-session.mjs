// Fifty members keep their drafts at once, each another pick every second, as the page does: how long until the server
// has confirmed one, after five seconds to get warm. On SQLite, or on the server of OCOP_TEST_POSTGRES.
import { engine, forget, kill, start } from './demo.mjs';
import { fullSheet } from './line.mjs';
import { session } from './session.mjs';

const [MEMBERS, SECONDS, WARM] = [50, Number(process.argv[2] ?? 40), 5];

await start();
const { who, round, dossiers } = await session({ members: MEMBERS, dossiers: 1 });
const path = `/rounds/${round}/dossiers/${dossiers[0].id}/draft`;
const times = [];

async function keep(member, i) {
  let version = 0;
  await new Promise((done) => setTimeout(done, (i * 1000) / MEMBERS));
  for (let n = 0; n < SECONDS; n += 1) {
    const began = performance.now();
    const picked = Object.fromEntries(Object.entries(fullSheet).slice(0, n + 1));
    const answer = await member.send(path, { version: String(version), ...picked, opinion: `Lần ${n}` });
    const told = await answer.json();
    if (n >= WARM) times.push(performance.now() - began);
    if (answer.status !== 200) throw new Error(`a draft was not kept: ${answer.status} ${JSON.stringify(told)}`);
    version = told.version;
    await new Promise((done) => setTimeout(done, Math.max(0, 1000 - (performance.now() - began))));
  }
}

await Promise.all(who.members.map(keep));
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(`${MEMBERS} members keep drafts at once, ${engine}: ${times.length} drafts, median ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)} ms`);
await kill();
forget();
