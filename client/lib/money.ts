import type { Currency } from '@frontrow/common/contracts';

/** Major units as a form field holds them: `18.50`. */
export function plainPrice(amount: number, currency: Currency): string {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return amount.toFixed(maximumFractionDigits);
}

/** Major units as text in a language: `€20`, `€19.99`; `20 €`, `19,99 €`. */
export const formatPrice = (amount: number, currency: Currency, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }).format(amount);
