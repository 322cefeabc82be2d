'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Confirm } from '@/components/ui/confirm';
import { accountApi } from '@/lib/api/account-browser';

export function RevokeSession({ id, name }: { id: string; name: string }) {
  const t = useTranslations('account.devices.revoke');
  const router = useRouter();
  return (
    <Confirm
      label={t('ask')}
      confirmLabel={t('confirm')}
      title={t('title', { name })}
      act={() => accountApi.revokeSession(id)}
      done={router.refresh}
    >
      {t('text')}
    </Confirm>
  );
}

/** Signs out everywhere but in this browser. */
export function RevokeOthers() {
  const t = useTranslations('account.devices.others');
  const router = useRouter();
  return (
    <Confirm
      label={t('ask')}
      confirmLabel={t('confirm')}
      title={t('title')}
      act={() => accountApi.revokeOtherSessions()}
      done={router.refresh}
    >
      {t('text')}
    </Confirm>
  );
}
