import type { Currency } from '@frontrow/common/contracts';

/** Major units as a form field holds them: `18.50`. */
export function plainPrice(amount: number, currency: Currency): string {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return amount.toFixed(maximumFractionDigits);
}

/** One for each language and currency: making one takes longer than a hundred uses. */
const formatters = new Map<string, Intl.NumberFormat>();

/** Major units as text in a language: `€20`, `€19.99`; `20 €`, `19,99 €`. */
export function formatPrice(amount: number, currency: Currency, locale: string): string {
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    const options = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const;
    formatter = new Intl.NumberFormat(locale, options);
    formatters.set(key, formatter);
  }
  return formatter.format(amount);
}
