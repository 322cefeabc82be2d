import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describe, Problem } from './base/problem.js';
import { orProblem, ROOT } from './options.js';
import { findProgram } from './prepare/find-engines.js';

const HELP = `Builds the container images, and writes beside each what is in it (SPDX and CycloneDX, in artefacts/sbom).

  bin/images                  all: ${['every service', 'stripe-sandbox', 'client'].join(', ')}
  bin/images orders client    these
  --tag TAG                   default: the version in package.json
  --stand-in                  first make the base image from Debian's packages and Node from npm, under its own name, for
                              a machine that reaches no registry of images. It needs root, buildah and debootstrap.

It builds with buildah where that is installed, else with docker.
`;

const dockerfile = (/** @type {string} */ name) => join(ROOT, 'infra/docker', name);
const BASE = /^ARG NODE_IMAGE=(\S+)/m.exec(readFileSync(dockerfile('service.Dockerfile'), 'utf8'))?.[1] ?? '';

/** @param {string} program @param {string[]} args @param {string} [cwd] */
function show(program, args, cwd = ROOT) {
  console.log(`$ ${program} ${args.join(' ')}`);
  const { status } = spawnSync(program, args, { stdio: 'inherit', cwd });
  if (status !== 0) throw new Problem(`${program} ${args[0]} failed (${status}).`);
}

/**
 * A base image with the name of the real one: Debian's smallest system, and the same version of Node and npm as npm
 * packages carry it. Good enough to build and run with; what goes to others is built from the real one.
 */
function makeStandIn() {
  const version = /:(\d+\.\d+\.\d+)/.exec(BASE)?.[1];
  const folder = join(ROOT, '.frontrow', 'stand-in');
  const root = join(folder, 'root');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const include = '--include=ca-certificates,libstdc++6,libatomic1';
  show('debootstrap', ['--variant=minbase', include, 'bookworm', root]);
  for (const name of ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/man', 'usr/share/locale']) {
    rmSync(join(root, name), { recursive: true, force: true });
  }
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
  mkdirSync(join(folder, 'npm'));
  show('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--prefix',
    join(folder, 'npm'),
    `node-linux-${arch}@${version}`,
    'npm@11',
  ]);
  const modules = join(folder, 'npm', 'node_modules');
  copyFileSync(join(modules, `node-linux-${arch}`, 'bin', 'node'), join(root, 'usr/local/bin/node'));
  chmodSync(join(root, 'usr/local/bin/node'), 0o755);
  mkdirSync(join(root, 'usr/local/lib/node_modules'), { recursive: true });
  execFileSync('cp', ['-a', join(modules, 'npm'), join(root, 'usr/local/lib/node_modules/npm')]);
  for (const name of ['npm', 'npx']) {
    writeFileSync(
      join(root, 'usr/local/bin', name),
      `#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/${name}-cli.js "$@"\n`,
    );
    chmodSync(join(root, 'usr/local/bin', name), 0o755);
  }
  execFileSync('chroot', [root, 'useradd', '--uid', '1000', '--create-home', 'node']);
  const container = execFileSync('buildah', ['from', 'scratch'], { encoding: 'utf8' }).trim();
  show('buildah', ['add', '--quiet', container, root, '/']);
  show('buildah', ['config', '--cmd', 'node', '--label', 'org.opencontainers.image.title=stand-in', container]);
  show('buildah', ['commit', '--rm', container, BASE]);
}

/** @param {string} name @param {string} tag */
function build(name, tag) {
  const file = name === 'client' ? 'client.Dockerfile' : 'service.Dockerfile';
  const authority = process.env.NODE_EXTRA_CA_CERTS; // what npm trusts here it has to trust in the build, too
  const args = [
    ...(name === 'client' ? [] : ['--build-arg', `SERVICE=${name}`]),
    '--build-arg',
    `VERSION=${tag}`,
    '-f',
    dockerfile(file),
    '-t',
    `frontrow/${name}:${tag}`,
    ...(authority ? ['--secret', `id=ca,src=${authority}`] : []),
  ];
  // Reproducible but for the base: the packages of the lock file, and no time of the build.
  const epoch = execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' }).trim();
  if (findProgram('buildah')) {
    // --format docker keeps HEALTHCHECK; a chroot needs no rights that a container lacks.
    show('buildah', [
      'bud',
      '--isolation',
      'chroot',
      '--format',
      'docker',
      '--timestamp',
      epoch,
      '--pull=missing',
      ...args,
      '.',
    ]);
  } else if (findProgram('docker')) {
    show('docker', ['build', '--build-arg', `SOURCE_DATE_EPOCH=${epoch}`, ...args, '.']);
  } else throw new Problem('Neither buildah nor docker is here: install one (Debian: apt-get install buildah).');
  writeSbom(name);
}

/** What the lock file says the image has of npm's packages. @param {string} name */
function writeSbom(name) {
  const folder = join(ROOT, 'artefacts', 'sbom');
  mkdirSync(folder, { recursive: true });
  const workspace = existsSync(join(ROOT, 'services', name))
    ? `services/${name}`
    : name === 'client'
      ? name
      : `infra/${name}`;
  for (const format of ['spdx', 'cyclonedx']) {
    const args = ['sbom', '--package-lock-only', '--omit=dev', '--sbom-format', format, '--workspace', workspace];
    const text = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
    writeFileSync(join(folder, `${name}.${format}.json`), text);
  }
}

function main() {
  const options = /** @type {const} */ ({
    help: { type: 'boolean', short: 'h' },
    tag: { type: 'string' },
    'stand-in': { type: 'boolean' },
  });
  const { values, positionals } = orProblem(() => parseArgs({ options, allowPositionals: true }), 'bin/images --help');
  if (values.help) return console.log(HELP);
  const all = [...readdirSync(join(ROOT, 'services')), 'stripe-sandbox', 'client'];
  const unknown = positionals.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Problem(`There is no image ${unknown.join(', ')}: there are ${all.join(', ')}.`);
  const tag = values.tag ?? JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
  if (values['stand-in']) makeStandIn();
  for (const name of positionals.length > 0 ? positionals : all) build(name, tag);
}

try {
  main();
} catch (error) {
  console.error(`bin/images: ${describe(error)}`);
  process.exitCode = 1;
}
