// Checks what files may import: that the project keeps to it, and that every rule catches what it is there for. Each
// file of fixture/ says in its first lines which rules it breaks; the fixture mirrors the house.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fixture = fileURLToPath(new URL('./fixture/', import.meta.url));
const config = join(root, '.dependency-cruiser.cjs');
const FOLDERS = ['common', 'services', 'infra/stripe-sandbox', 'tests'];
/** Rules of biome.json that are about what files may reach. */
const BIOME_RULES = ['noProcessEnv', 'noRestrictedGlobals', 'noRestrictedImports'];

/**
 * Runs a program of node_modules and reads the JSON it prints, whatever its exit code.
 * @param {string} program @param {string[]} args @param {string} cwd
 */
function report(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const command = [join(root, 'node_modules', program), ...args];
    execFile(process.execPath, command, { cwd, maxBuffer: 2 ** 28 }, (_failed, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        reject(new Error(stderr || stdout));
      }
    });
  });
}

/** What breaks which rule in a tree laid out like the house. @param {string} folder @param {string[]} lintOptions */
async function violations(folder, lintOptions = []) {
  const cruise = ['--config', config, '--output-type', 'json', ...FOLDERS];
  const lint = ['lint', '--reporter=json', '--max-diagnostics=none', ...lintOptions, '.'];
  const [cruised, linted] = await Promise.all([
    report('dependency-cruiser/bin/dependency-cruise.mjs', cruise, folder),
    report('@biomejs/biome/bin/biome', lint, folder),
  ]);
  const found = linted.diagnostics.map(({ category, location, message }) => ({
    file: location.path,
    rule: category.split('/').at(-1),
    about: message,
  }));
  return [
    ...cruised.summary.violations.map(({ from, to, rule }) => ({ file: from, rule: rule.name, about: to })),
    ...found.filter(({ rule }) => BIOME_RULES.includes(rule)),
  ];
}

async function checkProject() {
  const found = (await violations(root)).map(({ file, rule, about }) => `${file} breaks ${rule}: ${about}`);
  return [found, `the project keeps to every rule`];
}

async function checkFixture() {
  const folder = await mkdtemp(join(tmpdir(), 'frontrow-boundaries-'));
  try {
    await cp(fixture, folder, { recursive: true });
    await cp(join(root, 'biome.json'), join(folder, 'biome.json'));
    const found = await violations(folder, ['--vcs-enabled=false']); // the copy is no repository
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name));
    const broken = new Set();
    const problems = [];
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      const file = relative(folder, path);
      const caught = new Set(found.filter((violation) => violation.file === file).map(({ rule }) => rule));
      const said = [...(await readFile(path, 'utf8')).matchAll(/^\/\/ breaks ([\w-]+)/gm)].map(([, rule]) => rule);
      for (const rule of said) {
        broken.add(rule);
        if (rule === 'nothing' ? caught.size > 0 : !caught.has(rule)) {
          problems.push(`${file} should break ${rule}, but breaks ${[...caught].join(', ') || 'nothing'}`);
        }
      }
    }
    const { default: rules } = await import(config);
    const all = [...rules.forbidden.map((rule) => rule.name), ...BIOME_RULES];
    for (const rule of all) if (!broken.has(rule)) problems.push(`no file of the fixture breaks ${rule}`);
    return [problems, `each of the ${all.length} rules catches what the fixture breaks`];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

for (const [problems, success] of await Promise.all([checkProject(), checkFixture()])) {
  for (const problem of problems) console.error(`✘ ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`✔ ${success}`);
}
