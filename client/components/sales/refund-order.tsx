'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { WithReason } from '@/components/ui/with-reason';
import { browserApi } from '@/lib/api/browser';

/** Gives a paid order back, whatever the policy of the listing says. */
export function RefundOrder({ id, total }: { id: string; total: string }) {
  const t = useTranslations('selling.refund');
  const router = useRouter();
  return (
    <WithReason
      label={t('ask')}
      title={t('title', { total })}
      confirmLabel={t('confirm')}
      hint={t('hint')}
      danger
      act={({ reason }) => browserApi.orders.refund(id, { reason })}
      done={router.refresh}
    >
      {t('text')}
    </WithReason>
  );
}
