import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { type ReactNode, Suspense } from 'react';
import { AddressBanner } from '@/components/address/address-banner';
import { NavigationProgress } from '@/components/site/navigation-progress';
import { ReportZone } from '@/components/site/report-zone';
import { SiteFooter } from '@/components/site/site-footer';
import { SiteHeader } from '@/components/site/site-header';
import { Reader } from '@/components/ui/reader';
import { locales } from '@/i18n/locales';
import { Words } from '@/i18n/words';
import { config } from '@/lib/config';
import { ownPageScript } from '@/lib/own-page';
import { NONCE_HEADER, readTheme, readZone } from '@/lib/reader';
import { fontVariables } from './fonts';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = [await getTranslations('site'), await getLocale()];
  return {
    metadataBase: new URL(config.publicUrl),
    title: { default: t('title'), template: '%s · Frontrow' },
    description: t('description'),
    applicationName: 'Frontrow',
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/apple-touch-icon.png' },
    openGraph: { siteName: 'Frontrow', type: 'website', locale: locales[locale].variant.replace('-', '_') },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf7f8' },
    { media: '(prefers-color-scheme: dark)', color: '#150c12' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [t, time, locale] = [await getTranslations('site'), await getTranslations('ui.time'), await getLocale()];
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    <html
      lang={locale}
      className={fontVariables}
      data-theme={await readTheme()}
      data-for-reader={time('forReader', { time: '{time}' })}
      suppressHydrationWarning
    >
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a script of ours, as it was built. */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: ownPageScript }} />
      </head>
      <body>
        <Words>
          <Reader zone={await readZone()} drawnAt={Date.now()}>
            <a href="#main" className="button button-spot sr-only fixed! top-2 left-2 z-50 focus:not-sr-only">
              {t('skip')}
            </a>
            <NavigationProgress />
            <SiteHeader />
            <Suspense fallback={null}>
              <AddressBanner />
            </Suspense>
            <main id="main" tabIndex={-1} className="flex grow flex-col outline-none">
              {children}
            </main>
            <SiteFooter />
            <ReportZone />
          </Reader>
        </Words>
      </body>
    </html>
  );
}
