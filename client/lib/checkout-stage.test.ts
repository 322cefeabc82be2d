import { describe, expect, test } from '@jest/globals';
import { awaitsNews, deadlineCounts, hasForm, type Sent, type Stage, stageOf } from './checkout-stage.ts';

type Known = Parameters<typeof stageOf>[0];
const orders: Known['order']['status'][] = ['created', 'awaiting:payment', 'complete', 'cancelled'];
const payments: (NonNullable<Known['payment']>['status'] | undefined)[] = [
  undefined,
  ...(['open', 'processing', 'requires_action', 'authorized', 'captured', 'voided'] as const),
];
const sents: (Sent | undefined)[] = [undefined, 'paying', 'leaving', 'checking', 'accepted', 'declined'];
const known = (status: Known['order']['status'], payment?: (typeof payments)[number], sent?: Sent, another = false) =>
  stageOf({ order: { status }, payment: payment && { status: payment }, sent, another });

test.each<[string, Stage, Stage]>([
  ['nothing was sent', known('created'), 'open'],
  ['a card is on its way', known('created', undefined, 'paying'), 'paying'],
  ['the order hears of it while it is on its way', known('awaiting:payment', undefined, 'paying'), 'paying'],
  ['the card is good, and the order does not know yet', known('awaiting:payment', 'open', 'accepted'), 'accepted'],
  ['it was declined, and the order does not know yet', known('awaiting:payment', 'processing', 'declined'), 'open'],
  ['the page was loaded while the bank is asked', known('awaiting:payment', 'processing'), 'checking'],
  ['the order waits, and the payment that was drawn is old', known('awaiting:payment'), 'checking'],
  ['the buyer came back from the bank', known('awaiting:payment', 'requires_action'), 'bank'],
  ['and wants another card', known('awaiting:payment', 'requires_action', undefined, true), 'open'],
  ['the page was loaded between the card and the order', known('awaiting:payment', 'authorized'), 'accepted'],
])('%s', (_what, stage, expected) => expect(stage).toBe(expected));

describe('whatever is known', () => {
  const all = orders.flatMap((order) =>
    payments.flatMap((payment) =>
      sents.flatMap((sent) =>
        [true, false].map((another) => ({ order, payment, sent, stage: known(order, payment, sent, another) })),
      ),
    ),
  );

  test('no card can be sent once one was accepted or the order was decided', () => {
    for (const { order, sent, stage } of all) {
      if (sent === 'accepted' || order === 'complete' || order === 'cancelled') expect(stage).not.toBe('open');
    }
  });

  test('a deadline is only shown while it counts', () => {
    for (const { order, sent, stage } of all) {
      if (order === 'complete' || order === 'cancelled' || sent === 'accepted')
        expect(deadlineCounts(stage)).toBe(false);
    }
    expect(deadlineCounts('open')).toBe(true);
    expect(deadlineCounts('bank')).toBe(true);
  });

  test('whoever cannot do anything is not left waiting for a word that may be lost', () => {
    const canAct: Stage[] = ['open', 'bank'];
    const isShort: Stage[] = ['paying', 'leaving'];
    for (const { stage } of all)
      expect(canAct.includes(stage) || isShort.includes(stage) || awaitsNews(stage)).toBe(true);
    expect(hasForm('checking')).toBe(false);
  });
});
