import Link from 'next/link';
import { useTranslations } from 'next-intl';

const pages = [
  { href: '/operator/lookup', name: 'lookup' },
  { href: '/operator/record', name: 'record' },
  { href: '/operator/promises', name: 'promises' },
  { href: '/operator', name: 'orders' },
  { href: '/operator/payments', name: 'payments' },
] as const;

/** The operator's pages; `here` is the one shown, unless it is below one of them. */
export function OperatorNav({ here }: { here?: (typeof pages)[number]['href'] }) {
  const t = useTranslations('operator.nav');
  return (
    <nav aria-label={t('name')} className="no-print mb-6 flex flex-wrap gap-2">
      {pages.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          aria-current={href === here ? 'page' : undefined}
          className={`button ${href === here ? 'bg-ink text-page' : 'button-quiet'}`}
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
