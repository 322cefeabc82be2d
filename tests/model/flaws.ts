import { type Core, core } from './simulation/core.ts';
import type { Setting } from './simulation/world.ts';

/** A planted mistake: of the shell, or a core in which one decision is wrong. The model has to find each. */
export interface Flaw {
  name: string;
  setting: Setting;
}

const wrong = <Part extends keyof Core>(part: Part, changes: Partial<Core[Part]>): Setting => ({
  core: { ...core, [part]: { ...core[part], ...changes } },
});

const { order, place, checkout, payment, settlement, admissions, ticket } = core;

export const flaws: Flaw[] = [
  { name: 'events are acknowledged before the commit', setting: { flaws: { ackFirst: true } } },
  { name: 'an order is answered before its group is committed', setting: { flaws: { answerBeforeCommit: true } } },
  { name: 'a member of a group that fails is forgotten', setting: { flaws: { memberForgotten: true } } },
  { name: 'a group whose commit is in doubt is done again', setting: { flaws: { unknownTriedAgain: true } } },
  { name: 'a batch that fails keeps some of its effects', setting: { flaws: { batchHalfDone: true } } },
  { name: 'there is no inbox', setting: { flaws: { noInbox: true } } },
  { name: 'the outbox is written after the commit', setting: { flaws: { outboxApart: true } } },
  { name: 'the stock has no constraint', setting: { flaws: { noStockCheck: true } } },
  { name: "deadlines are judged by the process's clock", setting: { flaws: { processClock: true } } },
  { name: 'only timers expire orders', setting: { flaws: { noSweeper: true } } },
  { name: 'every call to Stripe has a fresh key', setting: { flaws: { freshKeys: true } } },
  { name: 'an old event wins over a newer one', setting: { flaws: { staleEventsWin: true } } },
  { name: 'what the broker lost is not published again', setting: { flaws: { lossesUnnoticed: true } } },
  { name: 'a check-in reads before it locks', setting: { flaws: { unlockedDoor: true } } },
  { name: 'whoever lost a claim still writes', setting: { flaws: { claimsIgnored: true } } },
  {
    name: 'what is authorized is captured at once',
    setting: wrong('settlement', {
      plan: (payment, status, ...rest) =>
        settlement.plan(
          payment,
          payment.status === 'authorized' && status !== 'cancelled' ? 'complete' : status,
          ...rest,
        ),
    }),
  },
  {
    name: 'keys are believed to be kept for ever',
    setting: wrong('settlement', { keyed: (payment) => payment }),
  },
  {
    name: 'a failed refund is paid back by hand as often as asked',
    setting: wrong('payment', { whyNotSettled: (was) => payment.whyNotSettled({ ...was, settlement: null }) }),
  },
  {
    name: 'what did not fail is paid back by hand',
    setting: wrong('payment', { whyNotSettled: (was) => payment.whyNotSettled({ ...was, refundFailed: true }) }),
  },
  {
    name: 'a lost payment is not voided',
    setting: wrong('settlement', {
      plan: (payment, status, ...rest) =>
        payment.status === 'authorized' && status === 'cancelled'
          ? { do: 'rest' }
          : settlement.plan(payment, status, ...rest),
    }),
  },
  {
    name: 'a late payment revives a cancelled order',
    setting: wrong('checkout', {
      followPayment: (was, event, grace, now) =>
        checkout.followPayment(
          event.type === 'payment.authorized' ? { ...was, status: 'awaiting:payment', cancelReason: null } : was,
          event,
          grace,
          now,
        ),
    }),
  },
  {
    name: 'admissions are issued before the charge',
    setting: wrong('admissions', {
      settle: (set, now, newId) => admissions.settle({ ...set, captured: true }, now, newId),
    }),
  },
  {
    name: 'a refund does not wait for the admissions',
    setting: wrong('order', {
      cancelByBuyer: (was, listing, now) => {
        const decision = order.cancelByBuyer(was, listing, now);
        const asked = decision && !order.isRejection(decision) && decision.order.refund === 'requested';
        return asked ? order.grantRefund(decision.order, now) : decision;
      },
    }),
  },
  {
    name: 'a cancelled order keeps its units',
    setting: wrong('order', {
      unitsOf: ({ status, quantity }) =>
        order.unitsOf({ quantity, status: status === 'cancelled' ? 'created' : status }),
    }),
  },
  {
    name: 'only the newest move of an event gives a right to a refund',
    setting: wrong('ticket', {
      changeTicket: (was, wish, edit) => {
        const decision = ticket.changeTicket(was, wish, edit);
        if (!decision || 'rejected' in decision) return decision;
        return { ...decision, ticket: { ...decision.ticket, moves: decision.ticket.moves.slice(-1) } };
      },
    }),
  },
  {
    name: 'what is over is sold',
    setting: wrong('place', {
      placingProblem: (wish, listing, ...rest) =>
        place.placingProblem(wish, { ...listing, startsAt: null, endsAt: null }, ...rest),
    }),
  },
  {
    name: 'under its lock a stock is not asked whether it is suspended',
    setting: wrong('place', { salesProblem: (stock) => place.salesProblem({ ...stock, suspended: false }) }),
  },
  { name: 'unpaid orders of suspended listings stay', setting: { flaws: { suspendedKept: true } } },
  {
    name: 'paid orders of suspended listings end with the unpaid ones',
    setting: {
      flaws: { paidWithdrawn: true },
      ...wrong('order', {
        suspend: (was, now) => order.suspend(was.status === 'complete' ? { ...was, status: 'created' } : was, now),
      }),
    },
  },
  {
    name: 'a refund out of turn leaves the admissions good',
    setting: wrong('admissions', {
      settle: (set, now, newId) => {
        const isUsed = set.admissions.some(({ redeemedAt }) => redeemedAt);
        return isUsed && set.order?.status === 'cancelled' ? null : admissions.settle(set, now, newId);
      },
    }),
  },
  {
    name: 'an undo takes back whichever scan there is',
    setting: wrong('admissions', {
      undoCheckIn: (set, admissionId, scanId) => {
        const { scanId: newest } = set.admissions.find(({ id }) => id === admissionId)!;
        return admissions.undoCheckIn(set, admissionId, newest ?? scanId);
      },
    }),
  },
  {
    name: 'a refund is refused by a use that was taken back',
    setting: wrong('checkout', {
      followAdmissions: (was, event, now) => {
        const isUsed = event.data.admissions.some(({ status }) => status === 'redeemed');
        return isUsed ? order.refuseRefund(was) : checkout.followAdmissions(was, event, now);
      },
    }),
  },
  {
    name: 'an undo grants the refund that was refused',
    setting: wrong('admissions', {
      undoCheckIn: (set, ...rest) => {
        const outcome = admissions.undoCheckIn(set, ...rest);
        if ('rejected' in outcome || !outcome.change) return outcome;
        const { change, admission } = outcome;
        const granted = admissions.settle({ ...change.set, refusedVersion: 0 }, admission.redeemedAt!, () => ({
          id: '',
          shortCode: '',
        }));
        return granted
          ? { change: { ...granted, set: { ...granted.set, version: change.set.version } }, admission }
          : outcome;
      },
    }),
  },
];
