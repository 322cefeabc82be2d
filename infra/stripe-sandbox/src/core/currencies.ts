import { invalidRequest } from './failures.ts';

/**
 * Stripe's minimum charge per currency, in minor units (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
 * Where that page names none the equivalent of the account's own minimum counts: here about 50 US cents.
 */
const MINIMUMS: Record<string, number> = {
  aed: 200,
  aud: 50,
  bgn: 100,
  bhd: 190,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  isk: 7000,
  jod: 360,
  jpy: 50,
  krw: 700,
  kwd: 160,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  omr: 200,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  tnd: 1500,
  twd: 1600,
  ugx: 190_000,
  usd: 50,
};

/** Of three decimals the last must be 0; what once had decimals is still written with two that are 00. */
const STEPS: Record<string, number> = { bhd: 10, isk: 100, jod: 10, kwd: 10, omr: 10, tnd: 10, ugx: 100 };

const MAXIMUM = 99_999_999;

/** Written without decimals, but counted in hundredths at Stripe. */
const TWO_DECIMALS = new Set(['huf', 'isk', 'ugx']);

/** `(1050, 'usd')` is "$10.50". */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const decimals = TWO_DECIMALS.has(currency) ? 2 : (format.resolvedOptions().maximumFractionDigits ?? 2);
  return format.format(amount / 10 ** decimals);
}

/** Refuses a charge that Stripe would refuse for its currency or size. */
export function checkAmount(amount: number, currency: string): void {
  const minimum = MINIMUMS[currency];
  if (minimum === undefined) {
    const known = Object.keys(MINIMUMS).join(', ');
    throw invalidRequest(`Invalid currency: ${currency}. This sandbox supports these currencies: ${known}`, {
      param: 'currency',
    });
  }
  if (amount < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (amount < minimum) {
    throw invalidRequest(`Amount must be at least ${money(minimum, currency)} ${currency}`, {
      code: 'amount_too_small',
      param: 'amount',
    });
  }
  const step = STEPS[currency] ?? 1;
  if (amount % step !== 0) {
    throw invalidRequest(`Amounts in ${currency} must be a multiple of ${step}.`, { param: 'amount' });
  }
  if (amount > MAXIMUM) {
    throw invalidRequest(`Amount must be no more than ${money(MAXIMUM, currency)} ${currency}`, {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
}
