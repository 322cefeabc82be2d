import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { readMember } from '@/lib/api/member';
import { config } from '@/lib/config';
import { readTheme } from '@/lib/reader';
import { sitePages } from '@/lib/site-pages';
import { LanguageChoice } from './language-choice';
import { LogoMark } from './logo';
import { ThemeChoice } from './theme-choice';

const columns = [
  {
    title: 'go',
    links: [
      { href: '/', name: 'allEvents' },
      { href: '/my-tickets', name: 'myTickets' },
      { href: '/orders', name: 'myOrders' },
    ],
  },
  {
    title: 'sell',
    links: [
      { href: '/sell/new', name: 'listTickets' },
      { href: '/sell', name: 'yourListings' },
    ],
  },
  {
    title: 'you',
    links: [
      { href: '/account', name: 'account' },
      { href: '/signup', name: 'signUp' },
    ],
  },
] as const;

export async function SiteFooter() {
  const [t, member] = [await getTranslations('site'), await readMember()];
  return (
    <footer className="no-print on-stage mt-20 bg-stage text-stage-ink">
      <div className="mx-auto grid max-w-[88rem] gap-10 px-4 py-12 sm:px-6 md:grid-cols-[1.4fr_2fr]">
        <div>
          <p className="wordmark flex items-center gap-3 text-2xl">
            <LogoMark className="size-9" />
            {'Frontrow'}
          </p>
          <p className="mt-4 max-w-sm text-stage-muted">{t('footer.promise')}</p>
        </div>
        <div className="grid grid-cols-2 gap-8 sm:grid-cols-3 lg:grid-cols-5">
          {columns.map(({ title, links }) => (
            <nav key={title} aria-label={t(`footer.${title}`)}>
              <p className="eyebrow text-stage-muted">{t(`footer.${title}`)}</p>
              <ul className="mt-2">
                {links
                  .filter(({ name }) => !(member && name === 'signUp'))
                  .map(({ href, name }) => (
                    <li key={href}>
                      <Link href={href} className="inline-block py-1.5 hover:underline">
                        {t(`links.${name}`)}
                      </Link>
                    </li>
                  ))}
              </ul>
            </nav>
          ))}
          <LanguageChoice />
          <ThemeChoice theme={(await readTheme()) ?? 'system'} />
        </div>
      </div>
      <div className="border-t border-white/15 px-4 py-5 text-center text-sm text-stage-muted">
        <nav aria-label={t('pages.name')}>
          <ul className="flex flex-wrap justify-center gap-x-6">
            {sitePages.map((page) => (
              <li key={page}>
                <Link href={`/${page}`} prefetch={false} className="inline-block py-2 text-stage-ink hover:underline">
                  {t(`pages.${page}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <p className="mt-3">
          {t('footer.license')}
          {config.mailboxIsOpen && (
            <>
              {' '}
              {/* No Link: a page that shows mails comes with a policy of its own, so it is loaded as a whole. */}
              <a href="/mailbox" className="underline hover:no-underline">
                {t('footer.mailbox')}
              </a>
            </>
          )}
        </p>
      </div>
    </footer>
  );
}
