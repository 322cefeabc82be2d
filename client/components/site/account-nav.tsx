import Link from 'next/link';
import { readMember } from '@/lib/api/member';
import { Menu } from './menu';
import { SignOut } from './sign-out';
import { HeaderSearch } from './site-header';

const memberLinks = [
  { href: '/my-tickets', name: 'My tickets' },
  { href: '/orders', name: 'Orders' },
  { href: '/sell', name: 'Sell' },
];

export async function AccountNav() {
  const member = await readMember();
  const links = member ? memberLinks : [{ href: '/sell', name: 'Sell tickets' }];

  return (
    <div className="ml-auto flex items-center gap-1.5">
      <nav aria-label="Main" className="hidden items-center gap-1 lg:flex">
        {links.map(({ href, name }) => (
          <Link key={href} href={href} className="rounded-full px-3.5 py-2.5 font-semibold hover:bg-sunken">
            {name}
          </Link>
        ))}
      </nav>
      {!member && (
        <>
          <Link href="/signin" className="rounded-full px-3.5 py-2.5 font-semibold whitespace-nowrap hover:bg-sunken">
            Sign in
          </Link>
          <Link href="/signup" className="button button-primary hidden sm:inline-flex">
            Sign up
          </Link>
        </>
      )}
      <Menu label={member ? 'Account' : 'Menu'} initial={member?.email?.slice(0, 1).toUpperCase()} always={!!member}>
        <HeaderSearch className="p-1 pb-2 md:hidden" id="menu-q" />
        {member?.email && (
          <p className="truncate border-b border-line px-3 pt-1 pb-3 text-sm text-muted">{member.email}</p>
        )}
        <nav aria-label={member ? 'Account' : 'Menu'} className="flex flex-col py-1">
          {links.map(({ href, name }) => (
            <Link key={href} href={href} className="menu-item lg:hidden">
              {name}
            </Link>
          ))}
          {member ? (
            <Link href="/account" className="menu-item">
              Account and security
            </Link>
          ) : (
            <Link href="/signup" className="menu-item">
              Sign up
            </Link>
          )}
          {member?.role === 'operator' && (
            <Link href="/operator" className="menu-item">
              Operator
            </Link>
          )}
        </nav>
        {member && <SignOut />}
      </Menu>
    </div>
  );
}
