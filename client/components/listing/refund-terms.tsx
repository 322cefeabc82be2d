'use client';
import { useTranslations } from 'next-intl';
import { useAsOf } from '@/components/ui/as-of';
import { Time } from '@/components/ui/time';

interface Props {
  /** Null: there is no end to it. */
  until: string | null;
  /** Whether it is about what has been bought already. */
  bought?: boolean;
}

/** Until when the money can be had back: the very instant, in the reader's time, or that it is past. */
export function RefundTerms({ until, bought = false }: Props) {
  const t = useTranslations('event.refunds');
  const asOf = useAsOf([until]);
  if (until === null) return t('always');
  if (new Date(until) <= asOf) return t(bought ? 'over' : 'none');
  return t.rich('until', { time: () => <Time instant={until} style="short" /> });
}
