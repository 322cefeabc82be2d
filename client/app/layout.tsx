import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { NavigationProgress } from '@/components/site/navigation-progress';
import { ReportZone } from '@/components/site/report-zone';
import { SiteFooter } from '@/components/site/site-footer';
import { SiteHeader } from '@/components/site/site-header';
import { config } from '@/lib/config';
import { readTheme } from '@/lib/reader';
import { fontVariables } from './fonts';

export const generateMetadata = (): Metadata => ({
  metadataBase: new URL(config.publicUrl),
  title: { default: 'Frontrow: tickets to live events', template: '%s · Frontrow' },
  description: 'Find live events near you, reserve your seat, and walk in with a QR code. Anyone can sell.',
  applicationName: 'Frontrow',
  openGraph: { siteName: 'Frontrow', type: 'website' },
});

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf7f8' },
    { media: '(prefers-color-scheme: dark)', color: '#150c12' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={fontVariables} data-theme={await readTheme()}>
      <body>
        <a href="#main" className="button button-spot sr-only fixed! top-2 left-2 z-50 focus:not-sr-only">
          Skip to the content
        </a>
        <NavigationProgress />
        <SiteHeader />
        <main id="main" tabIndex={-1} className="flex grow flex-col outline-none">
          {children}
        </main>
        <SiteFooter />
        <ReportZone />
      </body>
    </html>
  );
}
