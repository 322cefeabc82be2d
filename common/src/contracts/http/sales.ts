import { z } from 'zod';
import { startOfDay } from '../clock.ts';
import { addDays, Day, daysBetween, TimeZone } from '../days.ts';
import { CancelReason, OrderState } from '../events/orders.ts';
import { Language } from '../events/users.ts';
import { Id } from '../id.ts';
import { Currency } from '../money.ts';
import { OrderView } from './orders.ts';
import { MAX_PAGE, Paging } from './paging.ts';

/** What a period is counted in. Weeks begin on Monday; the first and the last stretch end where the period does. */
export const SalesStep = z.enum(['day', 'week', 'month']);
export type SalesStep = z.infer<typeof SalesStep>;

/** The most stretches that one answer counts. */
const MAX_STRETCHES = 400;
const LEAST_DAYS: Record<SalesStep, number> = { day: 1, week: 7, month: 28 };

const period = {
  /** Where days begin and end. */
  timeZone: TimeZone,
  /** The first and the last day. */
  from: Day,
  to: Day,
};

/** Days that are counted as one, the last included. */
export interface Stretch {
  from: Day;
  to: Day;
}

/** The stretches of a period, in order and without gaps. */
export function stretchesOf({ from, to, step }: Stretch & { step: SalesStep }): Stretch[] {
  const stretches: Stretch[] = [];
  for (let start = from; start <= to; ) {
    const next = nextStretch(start, step);
    stretches.push({ from: start, to: next <= to ? addDays(next, -1) : to });
    start = next;
  }
  return stretches;
}

/** The first day after the day, the Monday week or the month that a day is in. */
function nextStretch(day: Day, step: SalesStep): Day {
  if (step === 'day') return addDays(day, 1);
  const date = new Date(day);
  if (step === 'week') return addDays(day, 7 - ((date.getUTCDay() + 6) % 7));
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

/** The instants at which stretches begin in a time zone, and the one at which the last is over. */
export const boundsOf = (stretches: Stretch[], timeZone: TimeZone): Date[] =>
  [...stretches.map(({ from }) => from), addDays(stretches.at(-1)!.to, 1)].map((day) => startOfDay(day, timeZone));

/** One listing, or all of whoever asks. */
const scope = { ticketId: Id.optional() };

interface Period {
  from?: Day | undefined;
  to?: Day | undefined;
}

function checkOrder({ from, to }: Period, ctx: z.RefinementCtx) {
  if (!from || !to || from <= to) return;
  ctx.addIssue({ code: 'custom', path: ['to'], message: 'must not be before from', params: { code: 'ends_before' } });
}

export const SalesQuery = z
  .strictObject({ ...period, ...scope, step: SalesStep.default('day') })
  .superRefine(checkOrder)
  .superRefine(({ from, to, step }, ctx) => {
    if ((daysBetween(from, to) + 1) / LEAST_DAYS[step] <= MAX_STRETCHES) return;
    const message = `is too far from the first day to count by ${step}`;
    ctx.addIssue({ code: 'custom', path: ['to'], message, params: { code: 'too_far' } });
  });
export type SalesQuery = z.infer<typeof SalesQuery>;

/** What files are written in: their words, and in CSV the decimal sign and what stands between cells. */
const inLanguage = { language: Language.default('en') };

export const FiguresExportQuery = SalesQuery.safeExtend(inLanguage);
export type FiguresExportQuery = z.infer<typeof FiguresExportQuery>;

/** What was paid for and what was given back, in one currency. Money is in major units. */
const takings = {
  /** Orders that were paid for in that time, their units and their money, whatever became of them later. */
  orders: z.int(),
  units: z.int(),
  sales: z.number(),
  /** What ended in that time though it had been paid for: refunds, cancelled events, charges that failed for good. */
  unitsBack: z.int(),
  moneyBack: z.number(),
  /** Sales less what was given back; below 0 when more was given back than sold. */
  revenue: z.number(),
};

export const TakingsView = z.object({ from: z.iso.date(), to: z.iso.date(), ...takings }).meta({ id: 'Takings' });
export type TakingsView = z.infer<typeof TakingsView>;

/** How a placed order stands: `open` until it is paid for or ends, `complete` while it stands, or why it ended. */
export const OrderOutcome = z.enum(['complete', 'open', ...CancelReason.options]);
export type OrderOutcome = z.infer<typeof OrderOutcome>;

export const SalesView = z
  .object({
    timeZone: z.string(),
    from: z.iso.date(),
    to: z.iso.date(),
    step: SalesStep,
    /** Units as they are now, whatever the period. Of a cancelled event none is left. */
    stock: z.object({ capacity: z.int(), held: z.int(), sold: z.int(), left: z.int() }),
    /** Each currency by itself: the whole period, and every stretch of it, the empty ones too. */
    money: z.array(z.object({ currency: Currency, total: TakingsView, stretches: z.array(TakingsView) })),
    /** What became of the orders that were placed in the period. */
    conversion: z.object({
      placed: z.int(),
      /** Those that were paid for, also when they were given back later. */
      completed: z.int(),
      outcomes: z.array(z.object({ outcome: OrderOutcome, orders: z.int(), units: z.int() })),
      /** The same two numbers for every stretch, by when the orders were placed. */
      stretches: z.array(z.object({ from: z.iso.date(), to: z.iso.date(), placed: z.int(), completed: z.int() })),
    }),
  })
  .meta({ id: 'Sales' });
export type SalesView = z.infer<typeof SalesView>;

/** How often the pages of a seller's listings were looked at. */
export const ViewsView = z
  .object({
    timeZone: z.string(),
    from: z.iso.date(),
    to: z.iso.date(),
    step: SalesStep,
    total: z.int(),
    stretches: z.array(z.object({ from: z.iso.date(), to: z.iso.date(), views: z.int() })),
  })
  .meta({ id: 'Views' });
export type ViewsView = z.infer<typeof ViewsView>;

/** How far the cancellation of an event is: what became of the orders that stood when it was cancelled. */
export const CancellationView = z
  .object({
    id: Id,
    /** Whether orders has heard of it: until then everything stands. */
    heard: z.boolean(),
    /** Unpaid orders: those that stand, and those that were released. */
    unpaid: z.object({ standing: z.int(), released: z.int() }),
    /**
     * Paid orders: `standing` are to be cancelled, the money of `underWay` is on its way back, `returned` have it, of
     * `notCharged` it was only ever reserved on the card, and what `failed` for good an operator has to pay back.
     */
    paid: z.object({
      standing: z.int(),
      underWay: z.int(),
      returned: z.int(),
      notCharged: z.int(),
      failed: z.int(),
    }),
    /** Of all paid orders, and of those that are settled: in major units. */
    money: z.object({ currency: Currency, owed: z.number(), settled: z.number() }),
    /** Nothing more will happen by itself. */
    finished: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'Cancellation' });
export type CancellationView = z.infer<typeof CancellationView>;

/** Listings by their ids, separated by commas. */
export const ListingSalesQuery = z.strictObject({
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(Id).max(MAX_PAGE, `must be at most ${MAX_PAGE}`)),
});

/** What a listing has sold that stands, since it was made. */
export const ListingSalesView = z
  .object({ id: Id, units: z.int(), revenue: z.number(), currency: Currency })
  .meta({ id: 'ListingSales' });
export type ListingSalesView = z.infer<typeof ListingSalesView>;

export const SaleQuery = Paging.extend({ status: OrderState.shape.status.optional(), ...scope });

/** An order as the seller of its listing sees it. */
export const SaleView = OrderView.pick({
  id: true,
  number: true,
  ticketId: true,
  ticket: true,
  userId: true,
  quantity: true,
  unitPrice: true,
  total: true,
  currency: true,
  status: true,
  cancelReason: true,
  refund: true,
  createdAt: true,
  completedAt: true,
  cancelledAt: true,
})
  .extend({ ticket: OrderView.shape.ticket.omit({ poster: true }) })
  .meta({ id: 'Sale' });
export type SaleView = z.infer<typeof SaleView>;

/** The orders to export: those placed in a period, or all. The time zone is also the one their times are written in. */
export const SaleExportQuery = z
  .strictObject({ timeZone: TimeZone, from: Day.optional(), to: Day.optional(), ...scope, ...inLanguage })
  .superRefine(checkOrder);
export type SaleExportQuery = z.infer<typeof SaleExportQuery>;
