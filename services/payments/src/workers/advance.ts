import type { Id } from '@frontrow/common/contracts';
import type { Trace } from '@frontrow/common/database';
import type { PaymentsKit } from '../config.ts';
import type { Change, Payment } from '../payment.ts';
import { keyed, keyOf, learn, plan, type Reply, type Step } from '../settlement.ts';
import { type Decision, save } from '../store/changes.ts';
import { LEASE_MS } from '../store/claims.ts';
import { lockPayments, type StoredPayment } from '../store/payments.ts';
import { inGroups, type Outcome } from './groups.ts';
import { holder } from './hold.ts';

/** A step that Stripe is asked to take, for the payment as it is stored before that. */
export interface Asked {
  step: Step;
  payment: Payment;
}

/** A payment whose next step is to be decided on, with the answer to the last. */
interface Turn {
  paymentId: Id;
  claim: Id;
  trace: Trace;
  answer: { asked: Asked; reply: Reply } | undefined;
}

/** What was decided: to ask for a step, or to end the claim; undefined when the claim was lost. */
type Decided = { ask: Asked } | { ended: StoredPayment; pauseMs: number | undefined } | undefined;

/**
 * Takes a payment that `claim` holds as far as it can go now, beginning with `first` if that is decided. Resolves to the
 * payment as it then is, or to undefined when somebody else has taken it over.
 */
export type Advance = (paymentId: Id, claim: Id, trace: Trace, first?: Asked) => Promise<StoredPayment | undefined>;

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 30_000;
/** Payments that are decided on in one transaction at most. */
const AT_ONCE = 100;

/**
 * Advances payments. Each step is asked of Stripe outside any transaction, and its outcome written in the one that also
 * decides the next step; replies that come while a commit is under way are the next commit. After a crash anywhere
 * another holder goes on from the row: it takes the same step with the same key.
 */
export function advancer(kit: PaymentsKit): Advance {
  const { settling } = kit.resources;
  const proceed = inGroups((turns: Turn[], alone) => decideTogether(kit, turns, alone), {
    keyOf: ({ paymentId }) => paymentId,
    atMost: AT_ONCE,
  });
  const whileHolding = holder(kit.db);

  async function takeSteps(
    paymentId: Id,
    claim: Id,
    trace: Trace,
    first: Asked | undefined,
  ): Promise<StoredPayment | undefined> {
    for (let asked = first, answer: Turn['answer']; ; ) {
      if (asked) {
        const { step, payment } = asked;
        const reply = await whileHolding({ paymentId, claim }, () =>
          kit.resources.stripe.ask(step, payment, keyOf(payment, step)),
        );
        report(kit, asked, reply, trace);
        answer = { asked, reply };
      }
      const decided = await proceed({ paymentId, claim, trace, answer });
      if (!decided) return undefined;
      if ('ended' in decided) {
        if (decided.pauseMs !== undefined) setTimeout(() => kit.wake('settle'), decided.pauseMs).unref();
        return decided.ended;
      }
      asked = decided.ask;
    }
  }

  return (paymentId, claim, trace, first) => {
    const work = takeSteps(paymentId, claim, trace, first).finally(() => settling.delete(work));
    settling.add(work);
    return work;
  };
}

/** Writes down what was learned of payments and says what to ask next, for each as if it were the only one. */
async function decideTogether(kit: PaymentsKit, turns: Turn[], wait: boolean): Promise<Map<Turn, Outcome<Decided>>> {
  const outcomes = new Map<Turn, Outcome<Decided>>();
  await kit.db.transaction(turns[0]!.trace, async (tx) => {
    outcomes.clear(); // of a try that was in the way of another transaction
    const { found, held, now } = await lockPayments(
      tx,
      turns.map(({ paymentId }) => paymentId),
      wait,
    );
    const decisions: Decision[] = [];
    for (const turn of turns) {
      const stored = found.get(turn.paymentId);
      if (stored && !held.has(turn.paymentId)) continue; // locked elsewhere: it is waited for alone
      // Whoever was too slow leaves the outcome to the one that took over, who asks with the same key.
      if (stored?.claimedBy !== turn.claim) {
        outcomes.set(turn, { result: undefined });
        continue;
      }
      try {
        const { decision, decided } = decide(turn, stored, now);
        decisions.push(decision);
        outcomes.set(turn, { result: decided });
      } catch (error) {
        outcomes.set(turn, { error }); // it harms no other
      }
    }
    await save(tx, decisions, now);
    alert(
      kit,
      decisions.flatMap(({ changes }) => changes),
    );
  });
  return outcomes;
}

function decide(turn: Turn, stored: StoredPayment, now: Date): { decision: Decision; decided: Decided } {
  const { asked, reply } = turn.answer ?? {};
  const order = stored.order ?? 'created';
  const learned = asked && reply && learn(stored.payment, order, asked.step, asked.payment, reply, now);
  const payment = learned?.payment ?? stored.payment;
  const next = plan(payment, order, now, learned, stored.tries);
  const known = { before: stored, changes: learned?.changes ?? [], trace: learned ? turn.trace : stored.trace };

  if (next.do === 'ask') {
    const keyedPayment = keyed(payment, next.step, now);
    const claim = { by: turn.claim, until: new Date(now.getTime() + LEASE_MS) };
    return {
      decision: { ...known, payment: keyedPayment, claim, dueAt: stored.dueAt ?? now, tries: next.tries },
      decided: { ask: { step: next.step, payment: keyedPayment } },
    };
  }
  const askedFor = (reply?.kind === 'unknown' && reply.notBeforeMs) || 0;
  const pauseMs = next.do === 'pause' ? Math.max(pauseAfter(next.tries), askedFor) : undefined;
  const dueAt = pauseMs === undefined ? null : new Date(now.getTime() + pauseMs);
  const tries = next.do === 'pause' ? next.tries : 0;
  const updatedAt = payment.version === stored.payment.version ? stored.updatedAt : now;
  return {
    decision: { ...known, payment, claim: undefined, dueAt, tries },
    decided: { ended: { ...stored, payment, claimedBy: null, dueAt, tries, updatedAt }, pauseMs },
  };
}

/** Exponential, and random by half so that those who failed together do not come again together. */
const pauseAfter = (tries: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 10), LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);

function report({ log }: PaymentsKit, { step, payment }: Asked, reply: Reply, { correlationId }: Trace): void {
  const about = { ...aboutOf(payment), step, correlationId };
  if (reply.kind === 'unknown' || reply.kind === 'spent') {
    log.warn({ ...about, reason: reply.reason }, 'Stripe gave no outcome; asking again');
  } else if (reply.kind === 'refused') {
    log.warn({ ...about, code: reply.failure.code }, 'Stripe refused a step');
  }
}

/** What a person has to see to. */
function alert({ log }: PaymentsKit, changes: Change[]): void {
  for (const { event, payment } of changes) {
    const { failure, dispute, settlement } = payment;
    if (event === 'refund_failed') {
      log.error({ ...aboutOf(payment), failure }, 'refund failed for good: an operator has to act');
    }
    if (event === 'refunded' && settlement) {
      log.error({ ...aboutOf(payment), settlement }, 'refunded although it was settled before: the buyer has it twice');
    }
    if (event === 'disputed') {
      log.error({ ...aboutOf(payment), dispute }, 'charge disputed: an operator has to answer the bank');
    }
  }
}

const aboutOf = ({ id, orderId, stripeId }: Payment) => ({ paymentId: id, orderId, stripeId });
