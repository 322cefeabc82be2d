import { describe, expect, test } from '@jest/globals';
import { correctableWords, searchQuery } from './search-query.ts';

const query = (text: string, spelled = text) => searchQuery({ text, spelled });

test('all words are looked for: whole, or by their beginnings while they are typed', () => {
  expect(query('jazz fest')).toEqual({
    exact: "(('jazz' | '+jazz' | 'jazzfest') & ('fest' | '+fest' | 'jazzfest'))",
    begins: "(('jazz':* | '+jazz' | 'jazzfest':*) & ('fest':* | '+fest' | 'jazzfest':*))",
  });
});

test('a word may be spelled out, and without what stands inside it', () => {
  expect(query('o zurich', 'o zuerich')?.exact).toContain("('zurich' | 'zuerich' |");
  expect(query("ac'dc")?.begins).toBe("(('ac' <-> 'dc':* | 'acdc':* | '+acdc'))");
  expect(query("rock'n'roll")?.exact).toContain("'rock' <-> 'and' <-> 'roll' | 'rocknroll'");
});

test('a single letter stands for itself, unless it is the last word', () => {
  expect(query('o brien')?.begins).toMatch(/^\(\('o' \|/);
  expect(query('brien o')?.begins).toContain("('o':* |");
});

test('`and` between words is not looked for, yet two words with it may be one', () => {
  const { exact } = query('rock and roll')!;
  expect(exact).not.toContain("'and'");
  expect(exact).toContain("'rockroll' | 'rocknroll' | 'rockandroll'");
  expect(query('and')?.exact).toContain("'and'");
  expect(query('simon and')).toEqual(query('simon'));
});

test('words may be quoted, excluded and offered as alternatives', () => {
  expect(query('"jazz n soul" night')?.begins).toBe("(('jazz' <-> 'and' <-> 'soul') & ('night':* | '+night'))");
  expect(query('jazz -soul')?.begins).toBe("(('jazz':* | '+jazz') & !('soul' | '+soul'))");
  expect(query('jazz or soul')?.exact).toBe("(('jazz' | '+jazz')) | (('soul' | '+soul'))");
  expect(query('jazz or')).toEqual(query('jazz'));
});

test.each(['', ' ', '-', '""', '- -', "'"])('%j has no word', (text) => {
  expect(query(text)).toBeUndefined();
});

describe('a word that is misspelled', () => {
  test('is long enough, without digits, and not meant exactly', () => {
    const text = `lantrens ac'dcc cat blink183 "quoted" -without`;
    expect(correctableWords({ text, spelled: text })).toEqual(['lantrens', 'acdcc']);
  });

  test('may be what it is nearly', () => {
    const similar = new Map([['lantrens', ['lanterns', 'lantern']]]);
    expect(searchQuery({ text: 'lantrens', spelled: 'lantrens' }, similar)?.begins).toBe(
      "(('lantrens':* | '+lantrens' | 'lanterns' | 'lantern'))",
    );
  });
});

test('nothing in it can end a word early', () => {
  expect(query(String.raw`a\b`)?.exact).toBe("(('ab' | '+ab'))");
});
