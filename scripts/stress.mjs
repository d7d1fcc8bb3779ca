// Leans on a running program in ways open to every client on the net, and says what it took: memory, time, and whether
// others were served meanwhile. Usage: node scripts/stress.mjs PATH-TO-OCOP [PORT]
// Ends with 1 when a bound is passed: 150 MB more memory, 15 s for a half head, 15 s to end, others not served.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const [binary, port = "8106"] = process.argv.slice(2);
if (!binary) {
  console.error("usage: node scripts/stress.mjs PATH-TO-OCOP [PORT]");
  process.exit(2);
}
const MORE_MB = 150;
const CLOSED_S = 15;
const PASSWORD = "xin moi dung thu";
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const seconds = (since) => (Date.now() - since) / 1000;

const dir = mkdtempSync(join(tmpdir(), "ocop-stress-"));
const place = (name) => join(dir, name);
const addr = `127.0.0.1:${port}`;
const args = ["demo", "--addr", addr, "--database", `sqlite:${place("x.db")}`];
args.push("--files", place("files"), "--mail-dir", place("mail"));
const house = spawn(binary, args, { stdio: ["ignore", "ignore", "inherit"] });
const ended = new Promise((done) => house.on("exit", done));

const memory = (line) => {
  const status = readFileSync(`/proc/${house.pid}/status`, "utf8");
  return Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)[1]) / 1024;
};
/** Begins to count the peak anew. */
const fresh = () => writeFileSync(`/proc/${house.pid}/clear_refs`, "5");

function ask(method, path, { headers = {}, body, agent } = {}) {
  return new Promise((done, failed) => {
    const options = { host: "127.0.0.1", port, method, path, headers, agent };
    const request = http.request(options, (answer) => {
      let text = "";
      answer.on("data", (piece) => (text += piece));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    request.on("error", failed);
    request.end(body);
  });
}

async function others() {
  let slowest = 0;
  for (let i = 0; i < 10; i += 1) {
    const since = Date.now();
    const { status } = await ask("GET", i % 2 ? "/products" : "/");
    if (status !== 200) throw new Error(`others got ${status}`);
    slowest = Math.max(slowest, seconds(since));
  }
  return slowest;
}

const faults = [];
function hold(what, good) {
  if (!good) faults.push(what);
}

async function phase(name, work) {
  const before = memory("VmRSS");
  fresh();
  const said = await work();
  const peak = memory("VmHWM");
  const more = peak - before;
  console.log(
    `${name}: memory ${before.toFixed(0)} → ${peak.toFixed(0)} MB (+${more.toFixed(0)}); ${said}`,
  );
  hold(`${name}: ${more.toFixed(0)} MB more`, more <= MORE_MB);
}

function line(said) {
  const socket = net.connect(Number(port), "127.0.0.1");
  const state = { socket, got: "", sent: 0, since: Date.now() };
  state.closed = new Promise((done) => socket.on("close", () => done(seconds(state.since))));
  socket.on("error", () => {});
  socket.on("data", (piece) => (state.got += piece));
  socket.write(said);
  return state;
}

const form = (fields) => new URLSearchParams(fields).toString();
const FORM = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };

function multipart(cookie) {
  return [
    "POST /imports HTTP/1.1",
    `Host: ${addr}`,
    "Sec-Fetch-Site: same-origin",
    `Cookie: ${cookie}`,
    "Content-Type: multipart/form-data; boundary=b",
    "Content-Length: 60000000",
    "",
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n',
  ].join("\r\n");
}

/** Sends as much of a body as is taken, up to so many megabytes, and then keeps silent. */
async function pour(state, megabytes) {
  const piece = Buffer.alloc(64 * 1024, "x");
  while (state.sent < megabytes * 1024 * 1024 && !state.socket.destroyed && !state.got) {
    const room = state.socket.write(piece);
    state.sent += piece.length;
    if (!room) {
      await Promise.race([
        new Promise((done) => state.socket.once("drain", done)),
        state.closed,
        sleep(5000),
      ]);
    }
  }
}

try {
  for (;;) {
    const there = await ask("GET", "/healthz").catch(() => null);
    if (there) break;
    await sleep(500);
  }
  for (let i = 0; i < 5; i += 1) await others();

  await phase("200 half heads", async () => {
    const lines = Array.from({ length: 200 }, () => line("GET / HTTP/1.1\r\nHost: a\r\nX-A: "));
    const slowest = await others();
    const gone = await Promise.race([Promise.all(lines.map((l) => l.closed)), sleep(60_000)]);
    const latest = gone ? Math.max(...gone) : Infinity;
    lines.forEach((l) => l.socket.destroy());
    hold(`a half head lived ${latest} s`, latest <= CLOSED_S);
    return `closed within ${latest.toFixed(1)} s, others within ${slowest.toFixed(2)} s`;
  });

  await phase("200 sign-ins at once", async () => {
    const agent = new http.Agent({ maxSockets: 300 });
    const since = Date.now();
    const tries = Array.from({ length: 200 }, (_, i) => {
      const body = form({ email: `nobody${i}@example.org`, password: "not this one at all" });
      return ask("POST", "/sign-in", { headers: FORM, body, agent });
    });
    const slowest = await others();
    const counts = {};
    for (const { status } of await Promise.all(tries)) counts[status] = (counts[status] ?? 0) + 1;
    agent.destroy();
    const statuses = Object.keys(counts);
    hold(`sign-ins answered ${statuses}`, statuses.every((s) => s === "422" || s === "503"));
    return `${JSON.stringify(counts)} in ${seconds(since).toFixed(1)} s, others within ${slowest.toFixed(2)} s`;
  });

  await phase("50 half bodies of nobody", async () => {
    const lines = Array.from({ length: 50 }, () => line(multipart("")));
    await Promise.all(lines.map((l) => pour(l, 8)));
    const slowest = await others();
    await Promise.race([Promise.all(lines.map((l) => l.closed)), sleep(60_000)]);
    const answered = lines.filter((l) => /^HTTP\/1.1 (303|401)/.test(l.got)).length;
    const most = Math.max(...lines.map((l) => l.socket.bytesWritten)) / 1024 / 1024;
    hold(`only ${answered} of 50 were answered`, answered === 50);
    return `${answered} answered 303 or 401 and closed, at most ${most.toFixed(1)} MB handed to the system, others within ${slowest.toFixed(2)} s`;
  });

  await phase("50 half bodies of the signed in", async () => {
    const body = form({ email: "vanphong@demo.example", password: PASSWORD });
    const signed = await ask("POST", "/sign-in", { headers: FORM, body });
    const cookie = signed.headers["set-cookie"].map((c) => c.split(";")[0]).join("; ");
    const lines = Array.from({ length: 50 }, () => line(multipart(cookie)));
    await Promise.all(lines.map((l) => pour(l, 15)));
    const slowest = await others();
    const sent = lines.reduce((sum, l) => sum + l.sent, 0) / 1024 / 1024;
    const since = Date.now();
    await Promise.race([Promise.all(lines.map((l) => l.closed)), sleep(90_000)]);
    lines.forEach((l) => l.socket.destroy());
    return `${sent.toFixed(0)} MB sent, given up ${seconds(since).toFixed(0)} s later, others within ${slowest.toFixed(2)} s`;
  });

  const held = [line("GET / HTTP/1.1\r\nHost: a\r\nX-A: "), line(multipart(""))];
  await sleep(200);
  const since = Date.now();
  house.kill("SIGTERM");
  const over = await Promise.race([ended.then(() => true), sleep(60_000)]);
  held.forEach((l) => l.socket.destroy());
  console.log(`SIGTERM: ${over ? `ended within ${seconds(since).toFixed(1)} s` : "still running after 60 s"}`);
  hold("the end took too long", over && seconds(since) <= CLOSED_S);
} finally {
  house.kill("SIGKILL");
  await ended;
  rmSync(dir, { recursive: true, force: true });
}
faults.forEach((fault) => console.error(`bound passed: ${fault}`));
process.exit(faults.length ? 1 : 0);
