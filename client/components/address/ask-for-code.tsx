'use client';
import { MailCheck } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { CodeForm } from './code-form';
import { useConfirmed } from './confirmed';

/** Pages that ask for it themselves, and the door, where others wait. */
const NOT_HERE = /^\/(account|verify-email)(\/|$)|\/check-in$/;

interface Props {
  address: string;
  isRequired: boolean;
  className: string;
}

export function AskForCode({ address, isRequired, className }: Props) {
  const t = useTranslations('account.banner');
  const router = useRouter();
  const pathname = usePathname();
  const confirmed = useConfirmed();

  // Whoever comes back from reading the mail may have followed its link, there or on another device.
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && router.refresh();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [router]);

  if (NOT_HERE.test(pathname)) return null;
  return (
    <section aria-label={t('title')} className={`no-print ${className}`}>
      <div className="flex flex-wrap justify-between gap-x-8 gap-y-4 rounded-xl bg-sunken p-4">
        <div className="flex min-w-0 grow basis-80 gap-3">
          <MailCheck aria-hidden className="mt-0.5 size-5 shrink-0" />
          <div className="min-w-0">
            <p className="font-semibold">{t('title')}</p>
            <p className="mt-1 max-w-prose">
              {t.rich('text', { address: () => <bdi>{address}</bdi> })} {isRequired && t('required')}
            </p>
          </div>
        </div>
        <CodeForm
          confirmed={() => {
            confirmed();
            router.refresh();
          }}
        >
          <Link href="/account#address" className="link">
            {t('wrong')}
          </Link>
        </CodeForm>
      </div>
    </section>
  );
}
