import { Search } from 'lucide-react';
import Form from 'next/form';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { AccountNav } from './account-nav';
import { Logo } from './logo';

export async function SiteHeader() {
  const t = await getTranslations('site');
  return (
    <header className="no-print sticky top-0 z-40 border-b border-line bg-page/92 backdrop-blur-md">
      <div className="mx-auto flex min-h-16 max-w-[88rem] flex-wrap items-center gap-x-4 px-4 sm:px-6">
        <Link href="/" aria-label={t('home')} className="shrink-0 rounded-lg">
          <Logo />
        </Link>
        <HeaderSearch className="header-search ml-4 hidden max-w-md min-w-40 grow basis-0 md:block" id="header-q" />
        <Suspense fallback={<div className="ml-auto h-11 w-44" />}>
          <AccountNav />
        </Suspense>
      </div>
    </header>
  );
}

export async function HeaderSearch({ className, id }: { className: string; id: string }) {
  const t = await getTranslations('site.search');
  return (
    <search className={className}>
      <Form action="/" prefetch={false} className="relative">
        <label htmlFor={id} className="sr-only">
          {t('label')}
        </label>
        <Search aria-hidden className="pointer-events-none absolute top-3 left-3.5 size-5 text-muted" />
        <input id={id} name="q" type="search" placeholder={t('placeholder')} className="input rounded-full pl-11" />
      </Form>
    </search>
  );
}
