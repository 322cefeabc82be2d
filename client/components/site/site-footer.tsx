import Link from 'next/link';
import { config } from '@/lib/config';
import { readTheme } from '@/lib/reader';
import { LogoMark } from './logo';
import { ThemeChoice } from './theme-choice';

const columns = [
  {
    title: 'Go',
    links: [
      { href: '/', name: 'All events' },
      { href: '/my-tickets', name: 'My tickets' },
      { href: '/orders', name: 'My orders' },
    ],
  },
  {
    title: 'Sell',
    links: [
      { href: '/sell/new', name: 'List tickets' },
      { href: '/sell', name: 'Your listings' },
    ],
  },
  {
    title: 'You',
    links: [
      { href: '/account', name: 'Account and security' },
      { href: '/signup', name: 'Sign up' },
    ],
  },
];

export async function SiteFooter() {
  return (
    <footer className="no-print on-stage mt-20 bg-stage text-stage-ink">
      <div className="mx-auto grid max-w-[88rem] gap-10 px-4 py-12 sm:px-6 md:grid-cols-[1.4fr_2fr]">
        <div>
          <p className="wordmark flex items-center gap-3 text-2xl">
            <LogoMark className="size-9" />
            Frontrow
          </p>
          <p className="mt-4 max-w-sm text-stage-muted">
            You are charged only once the seats are yours. If anything goes wrong before that, nothing leaves your card.
          </p>
        </div>
        <div className="grid grid-cols-2 gap-8 sm:grid-cols-4">
          {columns.map(({ title, links }) => (
            <nav key={title} aria-label={title}>
              <p className="eyebrow text-stage-muted">{title}</p>
              <ul className="mt-2">
                {links.map(({ href, name }) => (
                  <li key={href}>
                    <Link href={href} className="inline-block py-1.5 hover:underline">
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
          ))}
          <ThemeChoice theme={(await readTheme()) ?? 'system'} />
        </div>
      </div>
      <p className="border-t border-white/15 px-4 py-5 text-center text-sm text-stage-muted">
        Frontrow is open source under the Apache License 2.0.
        {config.mailboxIsOpen && (
          <>
            {' '}
            {/* No Link: a page that shows mails comes with a policy of its own, so it is loaded as a whole. */}
            <a href="/mailbox" className="underline hover:no-underline">
              Mailbox of this machine
            </a>
          </>
        )}
      </p>
    </footer>
  );
}
