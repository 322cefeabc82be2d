import {
  type CancelReason,
  type Currency,
  OrderOutcome,
  type OrderStatus,
  type SalesView,
  type Stretch,
  type TakingsView,
  toMajor,
} from '@frontrow/common/contracts';
import { type Stock, unsold } from './stock.ts';

/** What was paid for and given back in one currency and one stretch, in minor units. */
export interface Takings {
  currency: Currency;
  /** Which stretch of the period, from 0. */
  stretch: number;
  orders: number;
  units: number;
  sales: number;
  unitsBack: number;
  moneyBack: number;
}

/** Every currency by itself; those of `currencies` also when nothing happened in them. */
export function moneyOf(stretches: Stretch[], takings: Takings[], currencies: Currency[] = []): SalesView['money'] {
  const known = new Set([...currencies, ...takings.map(({ currency }) => currency)]);
  const period = { from: stretches[0]!.from, to: stretches.at(-1)!.to };
  return [...known].sort().map((currency) => {
    const own = takings.filter((each) => each.currency === currency);
    return {
      currency,
      total: toView(period, currency, own),
      stretches: stretches.map((stretch, index) =>
        toView(
          stretch,
          currency,
          own.filter((each) => each.stretch === index),
        ),
      ),
    };
  });
}

function toView({ from, to }: Stretch, currency: Currency, takings: Takings[]): TakingsView {
  const sum = (read: (each: Takings) => number) => takings.reduce((total, each) => total + read(each), 0);
  const [sales, moneyBack] = [sum((each) => each.sales), sum((each) => each.moneyBack)];
  return {
    from,
    to,
    orders: sum((each) => each.orders),
    units: sum((each) => each.units),
    sales: toMajor(sales, currency),
    unitsBack: sum((each) => each.unitsBack),
    moneyBack: toMajor(moneyBack, currency),
    revenue: toMajor(sales - moneyBack, currency),
  };
}

/** Orders of one fate that were placed in one stretch. */
export interface Fate {
  /** Which stretch of the period, from 0. */
  stretch: number;
  status: OrderStatus;
  cancelReason: CancelReason | null;
  /** Whether they were paid for at some time. */
  completed: boolean;
  orders: number;
  units: number;
}

export function conversionOf(stretches: Stretch[], fates: Fate[]): SalesView['conversion'] {
  const count = (some: Fate[]) => some.reduce((total, { orders }) => total + orders, 0);
  const numbers = (some: Fate[]) => ({
    placed: count(some),
    completed: count(some.filter(({ completed }) => completed)),
  });
  return {
    ...numbers(fates),
    stretches: stretches.map((stretch, index) => ({
      ...stretch,
      ...numbers(fates.filter((fate) => fate.stretch === index)),
    })),
    outcomes: OrderOutcome.options.map((outcome) => {
      const some = fates.filter((fate) => outcomeOf(fate) === outcome);
      return { outcome, orders: count(some), units: some.reduce((total, { units }) => total + units, 0) };
    }),
  };
}

function outcomeOf({ status, cancelReason }: Fate): OrderOutcome {
  if (status === 'complete') return 'complete';
  return status === 'cancelled' ? cancelReason! : 'open';
}

/** The units of several listings together. */
export function unitsNow(stocks: Stock[]): SalesView['stock'] {
  const sum = (read: (stock: Stock) => number) => stocks.reduce((total, stock) => total + read(stock), 0);
  return {
    capacity: sum(({ capacity }) => capacity),
    held: sum(({ held }) => held),
    sold: sum(({ sold }) => sold),
    left: sum(unsold),
  };
}
