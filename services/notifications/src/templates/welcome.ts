import type { Template } from './draft.ts';

export const welcome: Template<'welcome'> = {
  en: ({ link, recipient }) => ({
    subject: 'Welcome to Frontrow',
    title: 'Take a seat',
    paragraphs: [
      `Your account for ${recipient.email} is ready. You can buy tickets with it, and sell your own.`,
      'You are charged only once the seats are yours, and your tickets are QR codes on your phone.',
    ],
    action: { label: 'Find an event', url: link('/') },
    more: [{ label: 'Sell tickets', url: link('/sell/new') }],
  }),
  de: ({ link, recipient }) => ({
    subject: 'Willkommen bei Frontrow',
    title: 'Nimm Platz',
    paragraphs: [
      `Dein Konto für ${recipient.email} ist bereit. Damit kannst du Karten kaufen und eigene verkaufen.`,
      'Bezahlt wird erst, wenn die Plätze dir gehören, und deine Karten sind QR-Codes auf deinem Telefon.',
    ],
    action: { label: 'Veranstaltungen finden', url: link('/') },
    more: [{ label: 'Karten verkaufen', url: link('/sell/new') }],
  }),
};
