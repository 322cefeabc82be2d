import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { readMember } from '@/lib/api/member';
import { ForMembersLater } from './for-members-later';
import { Menu } from './menu';
import { SignOut } from './sign-out';
import { HeaderSearch } from './site-header';

const memberLinks = [
  { href: '/my-tickets', name: 'myTickets' },
  { href: '/orders', name: 'orders' },
  { href: '/sell', name: 'sell' },
] as const;
const strangerLinks = [{ href: '/sell', name: 'sellTickets' }] as const;

export async function AccountNav() {
  const [t, member] = [await getTranslations('site'), await readMember()];
  const links = member ? memberLinks : strangerLinks;

  return (
    <div className="ml-auto flex flex-wrap items-center justify-end gap-1.5">
      <nav aria-label={t('nav.main')} className="hidden flex-wrap items-center gap-1 lg:flex">
        {links.map(({ href, name }) => (
          <Link key={href} href={href} className="rounded-full px-3.5 py-2.5 font-semibold hover:bg-sunken">
            {t(`links.${name}`)}
          </Link>
        ))}
      </nav>
      {member?.id && <ForMembersLater userId={member.id} />}
      {!member && (
        <>
          <Link href="/signin" className="rounded-full px-3.5 py-2.5 font-semibold whitespace-nowrap hover:bg-sunken">
            {t('links.signIn')}
          </Link>
          <Link href="/signup" className="button button-primary hidden sm:inline-flex">
            {t('links.signUp')}
          </Link>
        </>
      )}
      <Menu
        label={t(member ? 'nav.account' : 'nav.menu')}
        initial={member?.email?.slice(0, 1).toUpperCase()}
        always={!!member}
      >
        <HeaderSearch className="p-1 pb-2 md:hidden" id="menu-q" />
        {member?.email && (
          <p className="truncate border-b border-line px-3 pt-1 pb-3 text-sm text-muted">{member.email}</p>
        )}
        <nav aria-label={t(member ? 'nav.account' : 'nav.menu')} className="flex flex-col py-1">
          {links.map(({ href, name }) => (
            <Link key={href} href={href} className="menu-item lg:hidden">
              {t(`links.${name}`)}
            </Link>
          ))}
          {member ? (
            <Link href="/account" className="menu-item">
              {t('links.account')}
            </Link>
          ) : (
            <Link href="/signup" className="menu-item">
              {t('links.signUp')}
            </Link>
          )}
          {member?.role === 'operator' && (
            <Link href="/operator" className="menu-item">
              {t('links.operator')}
            </Link>
          )}
        </nav>
        {member && <SignOut />}
      </Menu>
    </div>
  );
}
