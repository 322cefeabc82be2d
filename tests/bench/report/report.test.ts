import { expect, test } from '@jest/globals';
import type { Load, Measured } from '../loads/index.js';
import { loads } from '../loads/index.js';
import { compare } from './compare.js';
import { drawReport } from './page.js';
import { type Report, summarize } from './summarize.js';
import { inDigits, inWords } from './words.js';

const load: Load = {
  name: 'reserving',
  title: 'Reservations & more',
  unit: 'reservation',
  asserts: 'each is answered',
  figures: {
    ofEcho: { label: 'of echo', unit: 'of echo', better: 'more', target: 0.1 },
    p99: { label: 'p99', unit: 'ms', better: 'less', target: 20 },
    perSecond: { label: 'a second', unit: '/s', better: 'more' },
  },
  run: () => Promise.reject(new Error('not here')),
};

const round = (ofEcho: number, p99: number, more: Partial<Measured> = {}): Measured => ({
  figures: { ofEcho, p99, perSecond: ofEcho * 1_000 },
  wrong: [],
  ...more,
});

const reportOf = (...rounds: Measured[]): Report => ({
  version: 1,
  at: '2026-11-30T12:00:00.000Z',
  commit: 'abc',
  machine: { cores: 2, processor: 'one', memoryGiB: 4, node: 'v20', postgres: '16', busyCores: 0.01 },
  options: { quick: false, rounds: rounds.length },
  echo: { median: 1_000, all: [1_000] },
  loads: [summarize(load, rounds)],
});

/** As it comes out of its file, where NaN is null. */
const saved = (report: Report): Report => JSON.parse(JSON.stringify(report));

test('the median of all rounds is held against the target, by what is better', () => {
  const [{ figures }] = reportOf(round(0.05, 10), round(0.1, 30), round(0.2, 25)).loads as [Report['loads'][0]];
  expect(figures.ofEcho).toMatchObject({ median: 0.1, reached: true, all: [0.05, 0.1, 0.2] });
  expect(figures.p99).toMatchObject({ median: 25, reached: false });
  expect(figures.perSecond).not.toHaveProperty('reached');
});

test('processor time is that of the round in the middle, for one unit of work', () => {
  const rounds = [
    round(0.3, 1, { processor: { orders: 900 }, units: 1 }),
    round(0.2, 1, { processor: { orders: 500, kernel: -3 }, units: 100 }),
    round(0.1, 1, { processor: { orders: 700 }, units: 1 }),
  ];
  expect(reportOf(...rounds).loads[0]!.costs).toEqual({ orders: 5, kernel: 0 });
});

test('what was wrong in any round is in the report, with its round', () => {
  const { loads } = reportOf(round(1, 1), round(1, 1, { wrong: ['3 were answered 500'] }));
  expect(loads[0]!.wrong).toEqual(['round 2: 3 were answered 500']);
});

test('a load that could not be measured reaches no target', () => {
  const { figures } = reportOf({ figures: {}, wrong: ['it broke'] }).loads[0]!;
  expect(figures.ofEcho).toMatchObject({ median: Number.NaN, reached: false });
  expect(figures.p99).toMatchObject({ median: Number.NaN, reached: false });
});

test('more of what should be less is worse, and a twentieth either way is the same', () => {
  const before = saved(reportOf(round(0.1, 100)));
  const of = (ofEcho: number, p99: number) => {
    const found = compare(reportOf(round(ofEcho, p99)), before);
    return [found.get('reserving.ofEcho')!.verdict, found.get('reserving.p99')!.verdict];
  };
  expect(of(0.2, 200)).toEqual(['better', 'worse']);
  expect(of(0.05, 50)).toEqual(['worse', 'better']);
  expect(of(0.104, 96)).toEqual(['same', 'same']);
  expect(compare(reportOf(round(0.2, 1)), before).get('reserving.ofEcho')).toMatchObject({ before: 0.1, times: 2 });
});

test('what one of the reports does not have is not compared', () => {
  const before = saved(reportOf({ figures: { ofEcho: 0.1 }, wrong: [] }));
  expect([...compare(reportOf(round(0.1, 5)), before).keys()]).toEqual(['reserving.ofEcho']);
  expect(compare(reportOf(round(0.1, 5)), { ...before, loads: [] }).size).toBe(0);
});

test('the page tells targets and what was wrong, and lets no text through as HTML', () => {
  const page = drawReport(reportOf(round(0.05, 10, { wrong: ['<script>'] })), saved(reportOf(round(0.1, 10))));
  expect(page).toContain('1 of 2');
  expect(page).toContain('Reservations &amp; more');
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toContain('<script');
  expect(page).toContain('was 0.1 of echo, 0.5 ×');
  expect(page).not.toMatch(/NaN|undefined/);
});

test('a page can be drawn of what could not be measured', () => {
  expect(drawReport(reportOf({ figures: {}, wrong: ['it broke'] }))).not.toMatch(/NaN|undefined/);
});

test('numbers have three digits that count', () => {
  expect([0, 0.01234, 0.5, 12.34, 1_234.5, Number.POSITIVE_INFINITY].map(inDigits)).toEqual([
    '0',
    '0.0123',
    '0.5',
    '12.3',
    '1,235',
    '∞',
  ]);
  expect(inWords(Number.NaN, 'ms')).toBe('–');
});

test('every load has a name of its own, and rounds of each are compared by its first figure', () => {
  expect(new Set(loads.map(({ name }) => name)).size).toBe(loads.length);
  for (const { figures } of loads) expect(Object.keys(figures).length).toBeGreaterThan(0);
});
