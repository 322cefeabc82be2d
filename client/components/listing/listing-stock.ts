import type { TicketView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import type { Closed } from '@/lib/closed-by-time';
import { type Stock, useDescribeStock } from './availability';

/** What is left of a listing that may be suspended. Cards are only of listings that can be found, so they need not know. */
export function useDescribeListing() {
  const [t, describe] = [useTranslations('event.availability'), useDescribeStock()];
  return (listing: Stock & Pick<TicketView, 'suspended'>, closed?: Closed): ReturnType<typeof describe> =>
    listing.suspended && listing.status !== 'cancelled' && closed !== 'over'
      ? { words: t('suspended'), tone: 'gone' }
      : describe(listing, closed);
}
