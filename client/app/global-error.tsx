'use client';
import './globals.css';
import { asLocale, type Locale, SOURCE } from '@/i18n/locales';

/** Here, since nothing that could bring them may work any more. */
const words: Record<Locale, { title: string; text: string; retry: string }> = {
  en: {
    title: 'The lights went out',
    text: 'Something on our side broke. Nothing you did is lost.',
    retry: 'Try again',
  },
  de: {
    title: 'Das Licht ist ausgegangen',
    text: 'Bei uns ist etwas kaputtgegangen. Nichts von dem, was du getan hast, ist verloren.',
    retry: 'Noch einmal versuchen',
  },
};

/** The last resort, when not even the frame of the site could be drawn; in the language of the page that it replaces. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  const locale = (typeof document !== 'undefined' && asLocale(document.documentElement.lang)) || SOURCE;
  return (
    <html lang={locale}>
      <body>
        <main role="alert" className="m-auto max-w-xl p-6 text-center">
          <h1 className="headline text-6xl">{words[locale].title}</h1>
          <p className="mt-4 text-lg text-muted">{words[locale].text}</p>
          <button type="button" onClick={retry} className="button button-primary button-large mt-8">
            {words[locale].retry}
          </button>
        </main>
      </body>
    </html>
  );
}
