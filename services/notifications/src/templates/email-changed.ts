import type { Template } from './draft.ts';
import { time, usedHere } from './words.ts';

/** It goes to the former address, and does not name the new one: whoever reads here may be a stranger. */
export const emailChanged: Template<'email_changed'> = {
  en: ({ about, link, recipient, now }) => ({
    subject: 'Your email address was changed',
    title: 'Your email address was changed',
    paragraphs: [
      `Until ${time(about.changedAt, { now }, 'en')}, ${recipient.email} was the address of a Frontrow account. It now has another one, and this is the last mail that it sends here.`,
      'If it was you, there is nothing to do. If it was not, someone knows your password: write to whoever runs this Frontrow, and change the password wherever else you use it.',
    ],
    action: { label: 'Go to Frontrow', url: link('/') },
    why: usedHere.en,
  }),
  de: ({ about, link, recipient, now }) => ({
    subject: 'Deine E-Mail-Adresse wurde geändert',
    title: 'Deine E-Mail-Adresse wurde geändert',
    paragraphs: [
      `${recipient.email} war die Adresse eines Kontos bei Frontrow, bis sie geändert wurde: ${time(about.changedAt, { now }, 'de')}. Das ist die letzte E-Mail, die von diesem Konto hierher geht.`,
      'Wenn du es warst, musst du nichts tun. Wenn nicht, kennt jemand dein Passwort: Schreib denen, die dieses Frontrow betreiben, und ändere das Passwort überall, wo du es sonst verwendest.',
    ],
    action: { label: 'Zu Frontrow', url: link('/') },
    why: usedHere.de,
  }),
};
