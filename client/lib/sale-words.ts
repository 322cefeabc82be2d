import type { OrderOutcome, SaleView } from '@frontrow/common/contracts';
import { useLocale } from 'next-intl';

/** The words for how an order stands, in its seller's words, by their name. */
export function standingOf({ status, cancelReason, refund }: SaleView): OrderOutcome | 'asked' {
  if (status === 'complete') return refund === 'requested' ? 'asked' : 'complete';
  return status === 'cancelled' ? cancelReason! : 'open';
}

/** The end of a buyer's id, which is enough to tell one from another; their beginnings are alike. */
export const shortId = (id: string): string => id.slice(-8);

/** Numbers in the language of the page. */
export const useFigures = () => figuresIn(useLocale());

export function figuresIn(locale: string) {
  const whole = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  return {
    count: (number: number): string => whole.format(number),
    /** `41%` of a whole; a dash of nothing, and of what is no part of it (a reservation without a look at the page). */
    share: (part: number, all: number): string => (all === 0 || part > all ? '–' : percent.format(part / all)),
  };
}
