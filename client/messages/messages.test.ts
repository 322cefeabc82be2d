import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { expect, test } from '@jest/globals';
import { locales, SOURCE } from '../i18n/locales.ts';

const client = join(import.meta.dirname, '..');
const codes = Object.keys(locales);
const translations = codes.filter((locale) => locale !== SOURCE);

type Tree = { [name: string]: string | Tree };
type Nodes = ReturnType<typeof parse>;

/** All messages of a language by their full names, as `home.search.label`. */
function messagesOf(locale: string): Map<string, string> {
  const folder = join(client, 'messages', locale);
  const files = readdirSync(folder).filter((file) => /^[a-z]+\.json$/.test(file));
  const flat = (tree: Tree, path: string): [string, string][] =>
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string' ? [[`${path}.${name}`, value]] : flat(value, `${path}.${name}`),
    );
  const read = (file: string): Tree => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return new Map(files.flatMap((file) => flat(read(file), file.slice(0, -'.json'.length))));
}

/** What a message is to be given, and as what: `count as plural`, `go as tag`. A choice must name the same options. */
function argumentsOf(nodes: Nodes): string[] {
  return nodes.flatMap((node) => {
    switch (node.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.tag:
        return [`${node.value} as tag`, ...argumentsOf(node.children)];
      case TYPE.select:
        return [`${node.value} as one of ${Object.keys(node.options).sort()}`, ...ofOptions(node.options)];
      case TYPE.plural:
        return [`${node.value} as number`, ...ofOptions(node.options)];
      case TYPE.number:
        return [`${node.value} as number`];
      default:
        return [`${node.value} as text`];
    }
  });
}
const ofOptions = (options: Record<string, { value: Nodes }>) =>
  Object.values(options).flatMap(({ value }) => argumentsOf(value));
const unique = (names: string[]) => [...new Set(names)].sort();

const source = messagesOf(SOURCE);

test('there are messages', () => {
  expect(source.size).toBeGreaterThan(200);
});

test.each(translations)('%s has the messages of the source, and no others', (locale) => {
  expect([...messagesOf(locale).keys()].sort()).toEqual([...source.keys()].sort());
});

test.each(translations)('each message of %s is given the same as its source', (locale) => {
  const translated = messagesOf(locale);
  for (const [name, message] of source) {
    const given = (text: string) => ({ name, given: unique(argumentsOf(parse(text))) });
    expect(given(translated.get(name) ?? '')).toEqual(given(message));
  }
});

test.each(codes)('each message of %s is well formed, and has all plural forms of its language', (locale) => {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const check = (nodes: Nodes, name: string): void => {
    for (const node of nodes) {
      if (node.type === TYPE.plural)
        expect([name, ...Object.keys(node.options)]).toEqual(expect.arrayContaining(forms));
      if (node.type === TYPE.plural || node.type === TYPE.select) {
        for (const { value } of Object.values(node.options)) check(value, name);
      }
      if (node.type === TYPE.tag) check(node.children, name);
    }
  };
  for (const [name, message] of messagesOf(locale)) {
    expect({ name, blank: message.trim() === '' }).toEqual({ name, blank: false });
    check(parse(message), name);
  }
});

test('the files are sorted, so that two people seldom change the same line', () => {
  for (const locale of codes) {
    const folder = join(client, 'messages', locale);
    for (const file of readdirSync(folder).filter((name) => /^[a-z]+\.json$/.test(name))) {
      const names = (tree: Tree): string[] =>
        Object.entries(tree).flatMap(([name, value]) => (typeof value === 'string' ? name : [name, ...names(value)]));
      const sorted = (tree: Tree): Tree =>
        Object.fromEntries(
          Object.entries(tree)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([name, value]) => [name, typeof value === 'string' ? value : sorted(value)]),
        );
      const tree: Tree = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      expect([locale, file, ...names(tree)]).toEqual([locale, file, ...names(sorted(tree))]);
    }
  }
});

/** Chosen by what the API answers: problems by their code, events by their type. */
const CHOSEN_ELSEWHERE = /^(problems|operator\.heard)\./;

test('every message is used', () => {
  const code = codeOf(['app', 'components', 'lib']);
  // What a file asks for: the areas or parts of them that it names, and the names within, some of them built.
  const asked = code.flatMap((text) => {
    const bases = [...text.matchAll(/(?:useTranslations|getTranslations)\(\s*[`']([^`']+)[`']/g)].map(
      ([, base]) => base!,
    );
    const literals = [...text.matchAll(/'([\w.:-]+)'|`([^`\n]+)`|\b(\w+):/g)].map(
      (found) => found[1] ?? found[2] ?? found[3]!,
    );
    return bases.flatMap((base) => literals.map((literal) => `${base}.${literal}`));
  });
  const patterns = [...new Set(asked)].map(
    (name) =>
      new RegExp(
        `^${name
          .split(/\$\{[^}]*\}+/)
          .map(literally)
          .join('[\\w:-]+')}$`,
      ),
  );
  const unused = [...source.keys()].filter(
    (name) => !CHOSEN_ELSEWHERE.test(name) && !patterns.some((pattern) => pattern.test(name)),
  );
  expect(unused).toEqual([]);
});

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function codeOf(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(client, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(client, folder, file), 'utf8')),
  );
}
