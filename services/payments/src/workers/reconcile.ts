import type { Id, ReconciliationView } from '@frontrow/common/contracts';
import { newId, type Trace } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { PaymentsKit } from '../config.ts';
import { adopt } from '../payment.ts';
import { type FoundIntent, isOver, judge, type Known, type Verdict } from '../reconciliation.ts';
import { save } from '../store/changes.ts';
import { installationOf } from '../store/installation.ts';
import { lockPayables } from '../store/payables.ts';
import { beginAfterPause, end, findKnown, noteBehind } from '../store/reconciliations.ts';
import { hasWaited, noteStray, type Stray, settleStray, unsettledStrays } from '../store/stray-intents.ts';
import { toStrayView } from '../store/views.ts';

const HOUR_MS = 60 * 60 * 1000;
/** How long a PaymentIntent of an order that nobody knows is left alone, from when it was first found. */
const PATIENCE_MS = 24 * HOUR_MS;

interface Reconciliation {
  id: Id;
  since: Date;
  /** Our copy of orders was rebuilt just now: what is not in it does not exist. */
  ordersComplete: boolean;
}

/** Compares what Stripe has with what we have, and mends the difference; safe to repeat, and beside another one. */
export async function reconcile(kit: PaymentsKit, run: Reconciliation, trace: Trace): Promise<ReconciliationView> {
  const { db, log, resources, wake } = kit;
  const installation = await installationOf(db)();
  const counts: Record<Verdict, number> = { agrees: 0, look: 0, adopt: 0, release: 0, wait: 0, foreign: 0 };
  const strays: Stray[] = [];
  const seen = new Set<string>();

  const compare = async (page: FoundIntent[]) => {
    const known = await findKnown(db, page);
    for (const [index, found] of page.entries()) {
      const verdict = await judgeNow(kit, found, known[index]!, installation, run);
      const stray = await mend(kit, found, known[index]!, verdict, trace);
      seen.add(found.id);
      counts[verdict] += 1;
      if (stray) strays.push(stray);
    }
  };
  for await (const page of resources.stripe.intentsSince(run.since)) await compare(page);
  for (const { stripeId } of await unsettledStrays(db)) {
    if (seen.has(stripeId)) continue;
    const found = await resources.stripe.findIntent(stripeId);
    await (found ? compare([found]) : settleStray(db, stripeId));
  }
  if (counts.look + counts.adopt > 0) wake('settle');

  const report = { ...counts, strays: strays.map(toStrayView) };
  const endedAt = await end(db, run.id, report);
  log.info({ reconciliation: run.id, since: run.since, ...counts }, 'compared with Stripe');
  return { id: run.id, since: run.since.toISOString(), endedAt: endedAt.toISOString(), ...report };
}

async function judgeNow(
  { db }: PaymentsKit,
  found: FoundIntent,
  known: Known,
  installation: Id,
  { ordersComplete }: Reconciliation,
): Promise<Verdict> {
  const verdict = judge(found, known, installation, ordersComplete);
  if (verdict !== 'wait' || !(await hasWaited(db, found.id, PATIENCE_MS))) return verdict;
  return judge(found, known, installation, true);
}

/** Does what was judged; resolves to the stray that is written down, if it is one. */
async function mend(
  kit: PaymentsKit,
  found: FoundIntent,
  known: Known,
  verdict: Verdict,
  trace: Trace,
): Promise<Stray | undefined> {
  const { db, log, resources } = kit;
  const about = { stripeId: found.id, status: found.status, ...found.ours };
  switch (verdict) {
    case 'foreign':
    case 'agrees':
      if (isOver(found) && !known.owner) await settleStray(db, found.id);
      return undefined;
    case 'look':
      await noteBehind(db, (known.owner ?? known.payment)!.id);
      return undefined;
    case 'wait':
      log.warn(about, 'Stripe has a PaymentIntent of an order that is not known; waiting for it');
      return noteStray(db, found, 'waiting');
    case 'adopt': {
      // Should its order have another payment by now, the next comparison gives this one back.
      if (!(await adoptIntent(kit, found, trace))) return noteStray(db, found, 'waiting');
      log.warn(about, 'a payment that got lost was made again from its PaymentIntent');
      return noteStray(db, found, 'adopted');
    }
    case 'release':
      try {
        await resources.stripe.release(found);
      } catch (error) {
        log.warn({ ...about, error: (error as Error).message }, 'could not give a PaymentIntent back yet');
        return noteStray(db, found, 'waiting');
      }
      log.warn(about, 'a PaymentIntent that pays for nothing was given back');
      return noteStray(db, found, 'released');
  }
}

/** Makes the payment again; false when the order has one by now. */
function adoptIntent({ db }: PaymentsKit, { id, ours, paymentMethodId }: FoundIntent, trace: Trace): Promise<boolean> {
  const { orderId, paymentId } = ours!;
  return db.transaction(trace, async (tx) => {
    const { found, now } = await lockPayables(tx, [{ orderId }], true);
    const { order, stored } = found.get(orderId)!;
    if (stored) return false;
    const change = adopt(paymentId, order, id, newId(), paymentMethodId);
    const [before, claim] = [undefined, undefined];
    const { payment } = change;
    await save(tx, [{ before, payment, changes: [change], trace, claim, dueAt: now, tries: 0 }], now);
    return true;
  });
}

/** Once an hour, in one of the processes. */
export const reconcileHourly = (kit: PaymentsKit): Worker => ({
  name: 'reconcile',
  everyMs: HOUR_MS / 6,
  async run() {
    const id = newId();
    const trace = { correlationId: id, causationId: null };
    const since = await beginAfterPause(kit.db, trace, id, HOUR_MS);
    if (since) await reconcile(kit, { id, since, ordersComplete: false }, trace);
  },
});
