// The sample data is made once for all tests: loading every area takes the unoptimised binary longer than most tests.
import { once } from 'node:events';
import { start, stop } from './demo';

export default async function sample() {
  const made = await start();
  made.server.removeAllListeners('exit');
  made.server.kill('SIGTERM');
  await once(made.server, 'exit');
  process.env.OCOP_E2E_SAMPLE = made.demo.dir;
  return () => stop(made);
}
