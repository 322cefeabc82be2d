'use client';
import { isolated } from '@frontrow/common/contracts';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Confirm } from '@/components/ui/confirm';
import { browserApi } from '@/lib/api/browser';

export function CancelEvent({ id, title }: { id: string; title: string }) {
  const t = useTranslations('selling.cancel');
  const router = useRouter();
  return (
    <Confirm
      label={t('ask')}
      confirmLabel={t('confirm')}
      title={t('title', { title: isolated(title) })}
      danger
      act={() => browserApi.tickets.cancel(id)}
      done={router.refresh}
    >
      {t('text')}
    </Confirm>
  );
}
