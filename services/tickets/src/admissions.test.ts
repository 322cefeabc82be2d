import { anOrder } from '@frontrow/common/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { heedOrder, type OrderAdmissions, redeem, type Scan, settle, statusOf, undoCheckIn } from './admissions.ts';

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
const newAdmissions = () => {
  let count = 0;
  return () => ({ id: `a${++count}`, shortCode: `code ${count}` });
};

const scan = (scanId: string, changes: Partial<Scan> = {}): Scan => ({
  scanId,
  at: now,
  from: null,
  reentry: false,
  ...changes,
});
const letIn = (set: OrderAdmissions, admissionId = 'a1', scanId = 'scan') =>
  redeem(set, admissionId, scan(scanId)) as { change: { set: OrderAdmissions } };
const undone = (set: OrderAdmissions, admissionId = 'a1', scanId = 'scan') =>
  undoCheckIn(set, admissionId, scanId) as { change: { set: OrderAdmissions } };

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
  const newAdmission = newAdmissions();
  const set = news.reduce((before, one) => {
    const known = heed(before, one);
    const change = settle(known, now, newAdmission);
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
    const used = letIn(set);
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
  const used = letIn(set);
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

test('a refund that was refused stays so when the scan in its way is taken back, also for an order that moved on', () => {
  const { set } = follow([complete, 'captured']);
  const { set: refused } = follow([requested], letIn(set).change.set);
  const free = undone(refused).change.set;
  const { events, set: end } = follow([{ version: 4, refund: 'requested' }], free);
  expect(events).toEqual(['admission.refund_refused 5']);
  expect(end.admissions.map(statusOf)).toEqual(['valid', 'valid']);
});

test('a scan that was taken back before is in the way of no refund', () => {
  const { set } = follow([complete, 'captured']);
  expect(follow([requested], undone(letIn(set).change.set).change.set).events).toEqual(['admission.revoked 4']);
});

describe('a scan', () => {
  const { set } = follow([complete, 'captured']);
  const first = redeem(set, 'a2', scan('scan')) as {
    redeemed: { redeemedAt: string };
    change: { set: OrderAdmissions };
  };

  test('lets one in', () => {
    expect(first.change.set.admissions.map(statusOf)).toEqual(['valid', 'redeemed']);
    expect(first.redeemed.redeemedAt).toBe(now);
  });

  test('that is sent again gets the same answer', () => {
    const answer = { redeemed: first.redeemed, change: null, again: false };
    expect(redeem(first.change.set, 'a2', scan('scan', { at: 'later' }))).toEqual(answer);
    const early = scan('scan', { from: new Date('2026-11-22T12:00:00Z') });
    expect(redeem(first.change.set, 'a2', early)).toEqual(answer);
  });

  test('of a used or revoked admission is refused', () => {
    expect(redeem(first.change.set, 'a2', scan('other'))).toMatchObject({
      rejected: 'used',
      admission: { id: 'a2', redeemedAt: now, scanId: 'scan' },
    });
    expect(redeem(follow([cancelled], set).set, 'a2', scan('other', { reentry: true }))).toMatchObject({
      rejected: 'revoked',
      admission: { id: 'a2', revokedAt: now },
    });
  });

  test('only checks before its time', () => {
    const from = new Date('2026-11-22T10:00:00.001Z');
    expect(redeem(set, 'a2', scan('other', { from }))).toMatchObject({ rejected: 'early', from });
    expect(redeem(set, 'a2', scan('other', { from: new Date(now) }))).toMatchObject({ redeemed: { id: 'a2' } });
  });

  test('of a used admission lets in again where the seller allows that, and changes nothing', () => {
    expect(redeem(first.change.set, 'a2', scan('other', { reentry: true }))).toEqual({
      redeemed: first.redeemed,
      change: null,
      again: true,
    });
  });
});

describe('an undo', () => {
  const { set } = follow([complete, 'captured']);
  const used = letIn(set).change.set;

  test('makes an admission good again, once, and for another scan', () => {
    const free = undone(used).change.set;
    expect(free).toMatchObject({ version: used.version + 1, admissions: [{ scanId: null, redeemedAt: null }, {}] });
    expect(undoCheckIn(free, 'a1', 'scan')).toMatchObject({ change: null });
    expect(redeem(free, 'a1', scan('scan'))).toMatchObject({ rejected: 'undone' });
    expect(redeem(free, 'a1', scan('other'))).toMatchObject({ redeemed: { scanId: 'other' } });
  });

  test('takes back no other scan than the one it names', () => {
    const again = letIn(undone(used).change.set, 'a1', 'other').change.set;
    expect(undoCheckIn(again, 'a1', 'scan')).toMatchObject({ change: null });
    expect(undoCheckIn(again, 'a1', 'third')).toEqual({ rejected: 'not_this_scan' });
    expect(undoCheckIn(again, 'a1', 'other')).toMatchObject({
      change: { set: { admissions: [{ undoneScans: ['scan', 'other'] }, {}] } },
    });
  });

  test('of a revoked admission is refused', () => {
    expect(undoCheckIn(follow([cancelled], used).set, 'a1', 'scan')).toEqual({ rejected: 'revoked' });
  });
});
