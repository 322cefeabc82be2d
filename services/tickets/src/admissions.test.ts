import { anOrder } from '@frontrow/common/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { heedOrder, type OrderAdmissions, redeem, settle, statusOf } from './admissions.ts';

const now = '2026-11-22T10:00:00.000Z';
const unknown: OrderAdmissions = {
  orderId: 'order',
  version: 0,
  state: 'none',
  order: null,
  captured: false,
  refusedVersion: 0,
  admissions: [],
};
const newIds = () => {
  let count = 0;
  return () => `a${++count}`;
};

type News =
  | { version: number; status?: 'created' | 'complete' | 'cancelled'; refund?: 'none' | 'requested' | 'refused' }
  | 'captured';

const heed = (set: OrderAdmissions, news: News) =>
  news === 'captured'
    ? { ...set, captured: true }
    : heedOrder(
        set,
        anOrder({ quantity: 2, status: news.status ?? 'complete', refund: news.refund ?? 'none' }),
        news.version,
      );

/** Applies news in turn and tells the events they led to. */
function follow(news: News[], from: OrderAdmissions = unknown) {
  const events: string[] = [];
  const ids = newIds();
  const set = news.reduce((before, one) => {
    const known = heed(before, one);
    const change = settle(known, now, ids);
    if (change) events.push(`${change.event.type} ${change.set.version}`);
    return change?.set ?? known;
  }, from);
  return { set, events };
}

const complete = { version: 2 } as const;
const requested = { version: 3, refund: 'requested' } as const;
const cancelled = { version: 4, status: 'cancelled' } as const;

describe('admissions are issued', () => {
  test('once the order is complete and captured, whichever is known first', () => {
    for (const news of [
      [complete, 'captured'],
      ['captured', complete],
    ] as News[][]) {
      const { set, events } = follow(news);
      expect(events).toEqual(['admission.issued 1']);
      expect(set.admissions.map(({ id, number }) => [id, number])).toEqual([
        ['a1', 1],
        ['a2', 2],
      ]);
    }
  });

  test('never for an order that is not complete, or not captured, or cancelled', () => {
    expect(follow([{ version: 1, status: 'created' }, 'captured']).events).toEqual([]);
    expect(follow([complete]).events).toEqual([]);
    expect(follow([cancelled, 'captured']).events).toEqual([]);
  });

  test('not by older news', () => {
    expect(follow([cancelled, complete, 'captured']).events).toEqual([]);
  });
});

describe('a refund', () => {
  test('takes them back', () => {
    const { set, events } = follow([complete, 'captured', requested, cancelled]);
    expect(events).toEqual(['admission.issued 1', 'admission.revoked 2']);
    expect(set.admissions.map(statusOf)).toEqual(['revoked', 'revoked']);
  });

  test('asked for before any was issued is granted, and a late capture issues none', () => {
    const { set, events } = follow([complete, requested, 'captured', cancelled]);
    expect(events).toEqual(['admission.revoked 1']);
    expect(set.admissions).toEqual([]);
  });

  test('is refused once one was used, and again each time it is asked for anew', () => {
    const { set } = follow([complete, 'captured']);
    const used = redeem(set, 'a1', 'scan', now) as { change: { set: OrderAdmissions } };
    const again = { version: 5, refund: 'requested' } as const;
    const { set: end, events } = follow(
      [requested, 'captured', requested, { version: 4, refund: 'refused' }, again, again],
      used.change.set,
    );
    expect(events).toEqual(['admission.refund_refused 3', 'admission.refund_refused 4']);
    expect(end.admissions.map(statusOf)).toEqual(['redeemed', 'valid']);
  });
});

test('a cancelled event takes back even what was used, once', () => {
  const { set } = follow([complete, 'captured']);
  const used = redeem(set, 'a1', 'scan', now) as { change: { set: OrderAdmissions } };
  const { set: end, events } = follow([cancelled, cancelled, { ...cancelled, version: 5 }], used.change.set);
  expect(events).toEqual(['admission.revoked 3']);
  expect(end.admissions.map(statusOf)).toEqual(['revoked', 'revoked']);
});

test('whatever the order and repetition of the news, the end depends on the newest state alone', () => {
  const story: News[] = [{ version: 1, status: 'created' }, complete, 'captured', requested, cancelled];
  fc.assert(
    fc.property(fc.shuffledSubarray([...story, ...story], { minLength: story.length * 2 }), (news) => {
      const { set, events } = follow(news);
      expect(set.admissions.filter((one) => statusOf(one) === 'valid')).toEqual([]);
      expect(events.filter((event) => event.startsWith('admission.issued')).length).toBeLessThanOrEqual(1);
      expect(events.map((event) => Number(event.split(' ')[1]))).toEqual(events.map((_, index) => index + 1));
    }),
  );
});

describe('a scan', () => {
  const { set } = follow([complete, 'captured']);
  const first = redeem(set, 'a2', 'scan', now) as {
    redeemed: { redeemedAt: string };
    change: { set: OrderAdmissions };
  };

  test('lets one in', () => {
    expect(first.change.set.admissions.map(statusOf)).toEqual(['valid', 'redeemed']);
    expect(first.redeemed.redeemedAt).toBe(now);
  });

  test('that is sent again gets the same answer', () => {
    expect(redeem(first.change.set, 'a2', 'scan', 'later')).toEqual({ redeemed: first.redeemed, change: null });
  });

  test('of a used or revoked admission is refused', () => {
    expect(redeem(first.change.set, 'a2', 'other', 'later')).toMatchObject({
      rejected: 'used',
      admission: { id: 'a2', redeemedAt: now, scanId: 'scan' },
    });
    expect(redeem(follow([cancelled], set).set, 'a2', 'other', 'later')).toMatchObject({
      rejected: 'revoked',
      admission: { id: 'a2', revokedAt: now },
    });
  });
});
