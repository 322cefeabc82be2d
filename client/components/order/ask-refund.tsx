'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Confirm } from '@/components/ui/confirm';
import { browserApi } from '@/lib/api/browser';

export function AskRefund({ orderId, total }: { orderId: string; total: string }) {
  const t = useTranslations('order.refund');
  const router = useRouter();
  return (
    <Confirm
      label={t('ask')}
      confirmLabel={t('confirm', { total })}
      title={t('title')}
      danger
      act={() => browserApi.orders.cancel(orderId)}
      done={router.refresh}
    >
      {t('text', { total })}
    </Confirm>
  );
}
