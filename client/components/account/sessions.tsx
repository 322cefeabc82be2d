import type { SessionView } from '@frontrow/common/contracts';
import { Laptop, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import { readBrowser } from '@/lib/browser-name';
import { RevokeOthers, RevokeSession } from './revoke-session';

export function Sessions({ sessions }: { sessions: SessionView[] }) {
  const t = useTranslations('account.devices');
  return (
    <>
      <ul className="card divide-y divide-line">
        {sessions.map(({ id, userAgent, device, signedInWith, createdAt, lastSeenAt, current }) => {
          const { browser, system } = device;
          const known = browser && system ? t('name', { browser, system }) : (browser ?? system);
          const name = known ?? (userAgent.slice(0, 60) || t('unknown'));
          const Icon = readBrowser(userAgent).phone ? Smartphone : Laptop;
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
              <Icon aria-hidden className="size-6 shrink-0 text-muted" />
              <div className="min-w-48 flex-1">
                <p className="font-semibold">
                  {name}
                  {current && (
                    <span className="ml-2 rounded-full bg-good-soft px-2 py-0.5 text-sm text-good">{t('current')}</span>
                  )}
                </p>
                <p className="text-sm text-muted">
                  {t.rich('signedIn', {
                    time: () => <Time instant={createdAt} style="short" />,
                    method: t(`method.${signedInWith}`),
                  })}
                </p>
                {!current && (
                  <p className="text-sm text-muted">
                    {t.rich('lastSeen', { time: () => <Time instant={lastSeenAt} style="short" /> })}
                  </p>
                )}
              </div>
              {!current && <RevokeSession id={id} name={name} />}
            </li>
          );
        })}
      </ul>
      {sessions.length > 1 && (
        <div className="mt-4">
          <RevokeOthers />
        </div>
      )}
    </>
  );
}
