import type { TicketView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import type { Closed } from '@/lib/closed-by-time';

export type Stock = Pick<TicketView, 'status' | 'sales' | 'available' | 'quantity'>;

interface Described {
  words: string;
  /** `scarce` is what deserves attention. */
  tone: 'gone' | 'scarce' | 'plenty';
}

/** What is left of a listing, in the buyer's words; `closed` is why time alone sells nothing more of it. */
export function useDescribeStock() {
  const t = useTranslations('event.availability');
  return ({ status, sales, available, quantity }: Stock, closed?: Closed): Described => {
    if (status === 'cancelled') return { words: t('cancelled'), tone: 'gone' };
    if (closed === 'over') return { words: t('over'), tone: 'gone' };
    if (closed === 'ended' || sales === 'ended') return { words: t('ended'), tone: 'gone' };
    if (sales === 'paused') return { words: t('paused'), tone: 'gone' };
    if (available === 0) return { words: t('soldOut'), tone: 'gone' };
    if (quantity === 1) return { words: t('one'), tone: 'scarce' };
    return { words: t('left', { count: available }), tone: available <= 10 ? 'scarce' : 'plenty' };
  };
}
