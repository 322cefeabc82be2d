import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Locked {
  version?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  /** It comes within the archive of another, whose integrity covers it. */
  inBundle?: boolean;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  hasInstallScript?: boolean;
}
const locked: Record<string, Locked> = JSON.parse(read('package-lock.json')).packages;
const packages = Object.entries(locked).filter(([path, { link }]) => path.includes('node_modules/') && !link);
const workspaces = Object.entries(locked).filter(([path]) => !path.includes('node_modules/'));

/** Where Node would find a package from the folder of another: its own node_modules, then those further out. */
function find(from: string, name: string): Locked | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = locked[`${folder ? `${folder}/` : ''}node_modules/${name}`];
    if (found || !folder) return found;
    if (!folder.includes('/node_modules/')) return locked[`node_modules/${name}`];
  }
}

describe('the lock file', () => {
  test('names every binary of every system, so that npm ci works on each of them', () => {
    const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !find(path, name))
        .map((name) => `${path} → ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('says of every package what its bytes are', () => {
    expect(
      packages
        .filter(([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith('sha512-'))
        .map(([path]) => path),
    ).toEqual([]);
  });

  test('takes nothing from elsewhere than the registry', () => {
    const elsewhere = packages.filter(
      ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });
});

/** What may be used in a product under Apache-2.0 without a word to anybody; LGPL ones as libraries that are linked to. */
const PERMISSIVE =
  /^\(?(MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|Unlicense|Python-2\.0|PSF-2\.0|CC0-1\.0|CC-BY-4\.0|MPL-2\.0|OFL-1\.1|Zlib|LGPL-3\.0-or-later)( (OR|AND) |\)|$)/;

test('every package has a licence that permits what we do with it', () => {
  const others = packages
    .filter(([, { license }]) => !(license && PERMISSIVE.test(license)))
    .map(([path, { license }]) => `${path}: ${license ?? 'none named'}`);
  expect(others).toEqual([]);
});

test('ARCHITECTURE.md says why each package is here', () => {
  const reasons = read('ARCHITECTURE.md').split('## Dependencies, and why')[1]!;
  const named = new Set(reasons.match(/@?[\w.-]+(\/[\w.*-]+)?/g));
  const isNamed = (name: string) =>
    named.has(name) ||
    name.startsWith('@frontrow/') ||
    name.startsWith('@types/') ||
    named.has(`${name.split('/')[0]}/*`);
  const wanted = workspaces.flatMap(([path, { dependencies, devDependencies }]) =>
    Object.keys({ ...dependencies, ...devDependencies }).map((name) => `${name} (${path || 'repository'})`),
  );
  expect(wanted.length).toBeGreaterThan(60);
  expect(wanted.filter((each) => !isNamed(each.split(' ')[0]!))).toEqual([]);
});

test('scripts and images install what the lock file says, and never write it', () => {
  const scripts = files.filter((file) => /^(bin|\.ci)\/|^infra\/(docker|local)\/.+(\.js|\.sh|Dockerfile)$/.test(file));
  const careless = scripts.flatMap((file) =>
    read(file)
      .split('\n')
      .filter((line) => /npm['", ]+(install|i)\b/.test(line) && !/^\s*(\*|\/\/|#)/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(scripts.length).toBeGreaterThan(50);
  expect(careless).toEqual([]);
});

test('every image has a version, and one and the same everywhere', () => {
  const manifests = files.filter((file) => /^compose\.yaml$|^infra\/(docker|k8s)\/.+(\.yaml|Dockerfile)$/.test(file));
  const images = manifests.flatMap((file) =>
    [...read(file).matchAll(/(?:image:|NODE_IMAGE=|imageName:)\s*["']?([\w./-]+:[\w.-]+)/g)].map(([, image]) => image!),
  );
  const versions = new Map<string, Set<string>>();
  for (const image of images.filter((image) => !image.startsWith('frontrow/'))) {
    const [name, version] = image.split('/').at(-1)!.split(':') as [string, string];
    expect([image, version]).toEqual([image, expect.stringMatching(/^v?\d+\.\d+/)]);
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  expect([...versions.keys()]).toEqual(expect.arrayContaining(['node', 'nats', 'valkey']));
  expect([...versions].filter(([, found]) => found.size > 1)).toEqual([]);
});

test('a bot is told to keep them current', () => {
  const renovate = JSON.parse(read('renovate.json'));
  expect(renovate.extends).toEqual(expect.arrayContaining(['config:recommended', 'docker:pinDigests']));
  expect(existsSync(join(root, 'SECURITY.md'))).toBe(true);
});
