import type { Currency } from '@frontrow/common/contracts';

/** Major units as a form field holds them: `18.50`. */
export function plainPrice(amount: number, currency: Currency): string {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return amount.toFixed(maximumFractionDigits);
}

/** Major units as text: `€20` or `€19.99`. One locale everywhere, so that server and browser write the same. */
export const formatPrice = (amount: number, currency: Currency): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }).format(amount);
