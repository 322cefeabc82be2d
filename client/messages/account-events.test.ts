import { readFile } from 'node:fs/promises';
import { AccountEventName } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';

test.each(['en', 'de'])(
  'everything that happens with an account can be said, however it went: %s',
  async (language) => {
    const { events } = JSON.parse(await readFile(new URL(`./${language}/operator.json`, import.meta.url), 'utf8'));
    const said = Object.entries<object>(events.said).map(([what, words]) => [what, Object.keys(words).sort()]);
    expect(Object.fromEntries(said)).toEqual(
      Object.fromEntries(AccountEventName.options.map((what) => [what, ['refused', 'succeeded']])),
    );
  },
);
