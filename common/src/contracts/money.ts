import { z } from 'zod';
import type { Refusal } from './problem.ts';

/**
 * The currencies a listing may be priced in: how many decimals its amounts have at Stripe, the least amount (in minor units)
 * that a card can be charged, and the step that amounts must be a multiple of. Source: https://docs.stripe.com/currencies
 *
 * - Of three decimals the last must be 0.
 * - ISK and UGX have no decimals any more, but are still written with two that are 00.
 * - HUF and TWD may be charged with decimals, but Stripe pays out whole ones only, so they are sold as such.
 * - Where Stripe names no minimum of the currency's own, the equivalent of the account's minimum counts; then ours is about
 *   60 US cents.
 */
const CURRENCIES = {
  AUD: { decimals: 2, minimum: 50, step: 1 },
  BHD: { decimals: 3, minimum: 250, step: 10 },
  BRL: { decimals: 2, minimum: 50, step: 1 },
  CAD: { decimals: 2, minimum: 50, step: 1 },
  CHF: { decimals: 2, minimum: 50, step: 1 },
  CZK: { decimals: 2, minimum: 1500, step: 1 },
  DKK: { decimals: 2, minimum: 250, step: 1 },
  EUR: { decimals: 2, minimum: 50, step: 1 },
  GBP: { decimals: 2, minimum: 30, step: 1 },
  HKD: { decimals: 2, minimum: 400, step: 1 },
  HUF: { decimals: 2, minimum: 17_500, step: 100 },
  INR: { decimals: 2, minimum: 50, step: 1 },
  ISK: { decimals: 2, minimum: 10_000, step: 100 },
  JOD: { decimals: 3, minimum: 500, step: 10 },
  JPY: { decimals: 0, minimum: 50, step: 1 },
  KRW: { decimals: 0, minimum: 1000, step: 1 },
  KWD: { decimals: 3, minimum: 200, step: 10 },
  MXN: { decimals: 2, minimum: 1000, step: 1 },
  NOK: { decimals: 2, minimum: 300, step: 1 },
  NZD: { decimals: 2, minimum: 50, step: 1 },
  OMR: { decimals: 3, minimum: 250, step: 10 },
  PLN: { decimals: 2, minimum: 200, step: 1 },
  SEK: { decimals: 2, minimum: 300, step: 1 },
  SGD: { decimals: 2, minimum: 50, step: 1 },
  TND: { decimals: 3, minimum: 2000, step: 10 },
  TWD: { decimals: 2, minimum: 2000, step: 100 },
  UGX: { decimals: 2, minimum: 250_000, step: 100 },
  USD: { decimals: 2, minimum: 50, step: 1 },
} as const;

export type Currency = keyof typeof CURRENCIES;
export const currencies = Object.keys(CURRENCIES) as [Currency, ...Currency[]];
export const Currency = z.enum(currencies, `must be one of ${currencies.join(', ')}`);

/**
 * The largest amount that can be charged at once, in minor units of any currency: Stripe's default of eight digits
 * (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, https://docs.stripe.com/api/payment_intents/object
 * under `amount`). For some currencies Stripe takes more; what it takes of every account and currency is the limit here.
 */
export const MAX_AMOUNT = 99_999_999;

/** An amount in minor units (cents, yen), never a float. */
export const MinorUnits = z.int().min(0);

const DECIMALS = /^\d{1,9}(\.\d{1,3})?$/;
const notAnAmount = 'must be an amount such as 20 or 19.99';

/** A decimal amount in major units as it comes over the wire: `20`, `19.99` or `"20.00"`. */
export const DecimalAmount = z
  .union([z.number(), z.string().meta({ pattern: DECIMALS.source })], notAnAmount)
  .refine((amount) => typeof amount === 'number' || DECIMALS.test(amount), {
    error: notAnAmount,
    abort: true,
    params: { code: 'amount' },
  });
export type DecimalAmount = z.infer<typeof DecimalAmount>;

/**
 * Major units to integer minor units: `("19.99", "EUR")` is 1999.
 * Returns undefined when the amount is negative or has more decimals than the currency.
 */
export function toMinor(amount: DecimalAmount, currency: Currency): number | undefined {
  const { decimals } = CURRENCIES[currency];
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(String(amount));
  const fraction = (match?.[2] ?? '').replace(/0+$/, '');
  if (!match || fraction.length > decimals) return undefined;
  return Number(match[1]) * 10 ** decimals + Number(fraction.padEnd(decimals, '0') || 0);
}

/** Integer minor units to a number of major units: `(1999, "EUR")` is 19.99. */
export function toMajor(minor: number, currency: Currency): number {
  return minor / 10 ** CURRENCIES[currency].decimals;
}

/** Minor units as a reader's text: `(1999, "EUR")` is "€19.99". */
export function formatMoney(minor: number, currency: Currency, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(toMajor(minor, currency));
}

/** How many units at a price (minor units) can be paid at once: the total must not exceed what can be charged. */
export const mostUnitsAt = (price: number): number => Math.floor(MAX_AMOUNT / price);

/** Why `amount` cannot be a unit price in `currency`, or undefined when it can. Amounts in `params` are in major units. */
export function priceProblem(amount: DecimalAmount, currency: Currency): Omit<Refusal, 'field'> | undefined {
  const { decimals, minimum, step } = CURRENCIES[currency];
  const isWhole = step === 10 ** decimals;
  const minor = toMinor(amount, currency);
  if (isWhole && (minor === undefined || minor % step !== 0)) {
    return { code: 'whole_amount', message: `must be a whole amount in ${currency}`, params: { currency } };
  }
  if (minor === undefined) {
    const message = `must be a positive amount with at most ${decimals} decimals`;
    return { code: 'decimals', message, params: { max: decimals } };
  }
  const about = (code: string, words: string, limit: number) => ({
    code,
    message: `${words} ${formatMoney(limit, currency)}`,
    params: { amount: toMajor(limit, currency), currency },
  });
  if (minor % step !== 0) return about('price_step', 'must be a multiple of', step);
  if (minor < minimum) return about('price_low', 'must be at least', minimum);
  const maximum = MAX_AMOUNT - (MAX_AMOUNT % step);
  return minor > maximum ? about('price_high', 'must be at most', maximum) : undefined;
}
