import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** @typedef {'test' | 'code' | 'document' | 'deployed' | 'none' | 'no'} Kind */
/** @typedef {{ number: string, kind: Kind, reference: string, words: string }} Row */

/** The requirements as docs/security/asvs.yaml answers them. @returns {Row[]} */
export function readRows() {
  const text = readFileSync(new URL('../../docs/security/asvs.yaml', import.meta.url), 'utf8');
  const answers = /** @type {Record<string, [Kind, string, string]>} */ (parse(text));
  return Object.entries(answers).map(([number, [kind, reference, words]]) => ({ number, kind, reference, words }));
}

/** @type {Record<Kind, string>} */
const KINDS = {
  test: 'a test shows it',
  code: 'a line of code does it',
  document: 'a document says it',
  deployed: 'whoever runs it sees to it',
  none: 'there is no such thing here',
  no: '**no**, because',
};

/** docs/security/asvs.md */
export function asvsPage() {
  const rows = readRows();
  const counts = Object.entries(KINDS).map(
    ([kind, words]) => `| ${words} | ${rows.filter((row) => row.kind === kind).length} |`,
  );
  const lines = rows.map(
    ({ number, kind, reference, words }) =>
      `| ${number} | ${kind === 'no' ? '**no**' : kind} | ${linkTo(reference)} | ${words} |`,
  );
  return `# Measured against OWASP ASVS 5.0

Written by \`npm run docs:events\` from [asvs.yaml](asvs.yaml). Requirements of the
[Application Security Verification Standard 5.0.0](https://github.com/OWASP/ASVS) (CC BY-SA 4.0), levels 1 and 2, by their numbers. A
test holds this to the list of the standard, and each reference to what it names.

| | |
|---|---|
${counts.join('\n')}

| number | how | where | |
|---|---|---|---|
${lines.join('\n')}
`;
}

/** @param {string} reference */
function linkTo(reference) {
  if (!reference) return '';
  const [file = '', words] = reference.split('#');
  const name = file.split('/').at(-1);
  return `[${name}](../../${file})${words ? `: ${words}` : ''}`;
}
