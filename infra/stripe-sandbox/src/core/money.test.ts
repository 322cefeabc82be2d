import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cancelIntent } from './cancel-intent.ts';
import { captureIntent, checkCapturable, expireAuthorization } from './capture-intent.ts';
import { cardNamed, testCards } from './cards.ts';
import { checkConfirmable, completeChallenge, confirmIntent } from './confirm-intent.ts';
import { createIntent } from './create-intent.ts';
import type { Effects } from './effects.ts';
import { StripeFailure } from './failures.ts';
import { type Fresh, newId } from './fresh.ts';
import { type LedgerEntry, ledgerOf } from './ledger.ts';
import { detailsOf, type HeldMethod, newPaymentMethod, noBillingDetails } from './payment-methods.ts';
import { createRefund, settleRefund } from './refunds.ts';

const fresh: Fresh = { now: 1_800_000_000, id: newId };
const AMOUNT = 1000;

const step = fc.oneof(
  fc.record({ do: fc.constant('confirm' as const), card: fc.constantFrom(...testCards) }),
  fc.record({ do: fc.constant('answer' as const), approved: fc.boolean() }),
  fc.record({
    do: fc.constant('capture' as const),
    amount: fc.option(fc.integer({ min: -1, max: AMOUNT + 1 }), { nil: undefined }),
  }),
  fc.record({ do: fc.constant('cancel' as const) }),
  fc.record({ do: fc.constant('expire' as const) }),
  fc.record({ do: fc.constant('settle' as const) }),
  fc.record({
    do: fc.constant('refund' as const),
    amount: fc.option(fc.integer({ min: -1, max: AMOUNT + 1 }), { nil: undefined }),
  }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Whatever is asked for in whatever order, an intent and its charges always agree with the ledger. */
test('money is never made, lost or captured twice', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('manual' as const, 'automatic' as const),
      fc.array(step, { maxLength: 12 }),
      (captureMethod, steps) => {
        const world = newWorld(captureMethod);
        for (const wanted of steps) {
          world.take(wanted);
          world.check();
        }
      },
    ),
    { numRuns: 500 },
  );
});

function newWorld(captureMethod: 'manual' | 'automatic') {
  const blank = {
    allowedMethods: null,
    description: null,
    receiptEmail: null,
    statementDescriptorSuffix: null,
    paymentMethod: null,
  };
  const order = {
    ...blank,
    amount: AMOUNT,
    currency: 'eur',
    captureMethod,
    automaticPaymentMethods: null,
    metadata: {},
  };
  let { intent: row } = createIntent(order, fresh);
  let held: HeldMethod | undefined;
  let charge: Effects['charge'];
  let refund: Effects['refund'];
  const entries: LedgerEntry[] = [];

  const save = (effects: Effects) => {
    row = effects.intent ?? row;
    charge = effects.charge ?? charge;
    refund = effects.refund ?? refund;
    const cause = { time: '', requestId: null, idempotencyKey: null };
    entries.push(...effects.ledger.map((entry, id) => ({ id, ...cause, ...entry })));
  };
  const cardOf = (method: HeldMethod) => cardNamed(method.card)!;

  const decide = (wanted: Step): Effects | undefined => {
    if (wanted.do === 'confirm') {
      checkConfirmable(row, null);
      held = newPaymentMethod(detailsOf(wanted.card, fresh.now), noBillingDetails, {}, fresh);
      return confirmIntent(row, held, wanted.card, { returnUrl: null, challengeUrl: String }, fresh);
    }
    if (wanted.do === 'answer') {
      return row.challenge && held ? completeChallenge(row, held, cardOf(held), wanted.approved, fresh) : undefined;
    }
    if (wanted.do === 'cancel') return cancelIntent(row, charge, null, fresh);
    if (!charge || !held) return undefined;
    if (wanted.do === 'refund')
      return createRefund(charge, cardOf(held), { amount: wanted.amount, metadata: {} }, 0, fresh);
    if (wanted.do === 'settle') {
      return refund?.settlesAt == null ? undefined : settleRefund(refund, charge, cardOf(held), fresh);
    }
    checkCapturable(row);
    return wanted.do === 'expire'
      ? expireAuthorization(row, charge, fresh)
      : captureIntent(row, charge, wanted.amount, fresh);
  };

  return {
    take: (wanted: Step) => {
      try {
        const effects = decide(wanted);
        if (effects) save(effects);
      } catch (error) {
        if (!(error instanceof StripeFailure)) throw error;
      }
    },
    check: () => {
      const { intent } = row;
      const nothing = { authorized: 0, captured: 0, refunded: 0, voided: 0, captureCount: 0 };
      const account = ledgerOf(entries).paymentIntents[intent.id] ?? nothing;
      expect(account.authorized).toBe(account.captured + account.voided + intent.amount_capturable);
      expect(account.captured).toBe(intent.amount_received);
      expect(account.captureCount).toBe(intent.status === 'succeeded' ? 1 : 0);
      expect(account.refunded).toBeLessThanOrEqual(account.captured);
      expect(account.refunded).toBeGreaterThanOrEqual(0);
      if (charge?.paid) expect(charge.amount_refunded).toBe(account.refunded + account.voided);
    },
  };
}
