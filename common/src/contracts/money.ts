import { z } from 'zod';

/**
 * The currencies a listing may be priced in: how many decimals each has, and the least amount (in minor units) that a
 * card can be charged. Source: https://docs.stripe.com/currencies (minimum and zero-decimal tables).
 */
const CURRENCIES = {
  AUD: { decimals: 2, minimum: 50 },
  BRL: { decimals: 2, minimum: 50 },
  CAD: { decimals: 2, minimum: 50 },
  CHF: { decimals: 2, minimum: 50 },
  CZK: { decimals: 2, minimum: 1500 },
  DKK: { decimals: 2, minimum: 250 },
  EUR: { decimals: 2, minimum: 50 },
  GBP: { decimals: 2, minimum: 30 },
  HKD: { decimals: 2, minimum: 400 },
  INR: { decimals: 2, minimum: 50 },
  JPY: { decimals: 0, minimum: 50 },
  MXN: { decimals: 2, minimum: 1000 },
  NOK: { decimals: 2, minimum: 300 },
  NZD: { decimals: 2, minimum: 50 },
  PLN: { decimals: 2, minimum: 200 },
  SEK: { decimals: 2, minimum: 300 },
  SGD: { decimals: 2, minimum: 50 },
  USD: { decimals: 2, minimum: 50 },
} as const;

export type Currency = keyof typeof CURRENCIES;
export const currencies = Object.keys(CURRENCIES) as [Currency, ...Currency[]];
export const Currency = z.enum(currencies, `must be one of ${currencies.join(', ')}`);

/** The largest charge a card network takes at once, in minor units (Stripe: eight digits). */
export const MAX_AMOUNT = 99_999_999;

/** An amount in minor units (cents, yen), never a float. */
export const MinorUnits = z.int().min(0);

const notAnAmount = 'must be an amount such as 20 or 19.99';

/** A decimal amount in major units as it comes over the wire: `20`, `19.99` or `"20.00"`. */
export const DecimalAmount = z.union(
  [z.number(notAnAmount), z.string().regex(/^\d{1,9}(\.\d{1,3})?$/, { error: notAnAmount, abort: true })],
  notAnAmount,
);
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

/** Why `amount` cannot be a unit price in `currency`, or undefined when it can. */
export function priceProblem(amount: DecimalAmount, currency: Currency): string | undefined {
  const { decimals, minimum } = CURRENCIES[currency];
  const minor = toMinor(amount, currency);
  if (minor === undefined) {
    return decimals === 0
      ? `must be a whole amount in ${currency}`
      : `must be a positive amount with at most ${decimals} decimals`;
  }
  if (minor < minimum) return `must be at least ${formatMoney(minimum, currency)}`;
  if (minor > MAX_AMOUNT) return `must be at most ${formatMoney(MAX_AMOUNT, currency)}`;
  return undefined;
}
