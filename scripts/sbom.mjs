// Prints the list of third-party parts as CycloneDX 1.6: crates from `cargo metadata --locked` with the checksums of
// Cargo.lock, npm packages from the lock files with theirs. The same lock files give the same bytes.
// Usage: node scripts/sbom.mjs > ocop.cdx.json
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const LOCKS = ['assets/package-lock.json', 'e2e/package-lock.json'];

const part = (kind, name, version, licence, hash) => {
  const purl = `pkg:${kind}/${name.replace('@', '%40')}@${version.replaceAll('+', '%2B')}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    ...(licence && { licenses: [{ expression: licence.replaceAll('/', ' OR ') }] }),
    ...(hash && { hashes: [hash] }),
    purl,
  };
};

/** name and version → SHA-256, as Cargo.lock writes them. */
const checksums = (lock) => {
  const found = new Map();
  for (const block of lock.split('[[package]]').slice(1)) {
    const field = (name) => new RegExp(`^${name} = "(.*)"$`, 'm').exec(block)?.[1];
    if (field('checksum')) found.set(`${field('name')} ${field('version')}`, field('checksum'));
  }
  return found;
};

const crates = (meta, lock) => {
  const known = checksums(lock);
  // A part without a source is ours.
  return meta.packages.filter((p) => p.source).map((p) => {
    const sum = known.get(`${p.name} ${p.version}`);
    return part('cargo', p.name, p.version, p.license, sum && { alg: 'SHA-256', content: sum });
  });
};

const packages = (lock) =>
  Object.entries(lock.packages).filter(([path]) => path).map(([path, p]) => {
    const [alg, sum] = (p.integrity ?? '').split('-');
    const hash = alg === 'sha512' && { alg: 'SHA-512', content: Buffer.from(sum, 'base64').toString('hex') };
    return part('npm', path.split('node_modules/').pop(), p.version, p.license, hash);
  });

export const bom = (meta, cargoLock, npmLocks) => {
  const own = meta.packages.find((p) => p.name === 'ocop-web');
  const all = [...crates(meta, cargoLock), ...npmLocks.flatMap(packages)];
  const once = new Map(all.map((p) => [p.purl, p]));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name: 'ocop', version: own?.version ?? '0' } },
    components: [...once.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
  };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const run = ['metadata', '--format-version', '1', '--locked'];
  const meta = JSON.parse(execFileSync('cargo', run, { maxBuffer: 1 << 28 }));
  const locks = LOCKS.map((path) => JSON.parse(readFileSync(path, 'utf8')));
  console.log(JSON.stringify(bom(meta, readFileSync('Cargo.lock', 'utf8'), locks), null, 1));
}
