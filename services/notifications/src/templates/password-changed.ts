import type { Template } from './draft.ts';
import { time } from './words.ts';

export const passwordChanged: Template<'password_changed'> = {
  en: ({ about, link, recipient, now }) => ({
    subject: 'Your password was changed',
    title: 'Your password was changed',
    paragraphs: [
      `The password of ${recipient.email} at Frontrow was changed on ${time(about.changedAt, { now }, 'en')}. Every other browser was signed out.`,
      'If it was not you, choose a new password at once.',
    ],
    action: { label: 'It was not me', url: link('/forgot-password') },
  }),
  de: ({ about, link, recipient, now }) => ({
    subject: 'Dein Passwort wurde geändert',
    title: 'Dein Passwort wurde geändert',
    paragraphs: [
      `Das Passwort von ${recipient.email} bei Frontrow wurde geändert: ${time(about.changedAt, { now }, 'de')}. Alle anderen Browser wurden abgemeldet.`,
      'Wenn du es nicht warst, wähle sofort ein neues Passwort.',
    ],
    action: { label: 'Das war ich nicht', url: link('/forgot-password') },
  }),
};
