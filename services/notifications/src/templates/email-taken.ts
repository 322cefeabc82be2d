import type { Template } from './draft.ts';

export const emailTaken: Template<'email_taken'> = {
  en: ({ link, recipient }) => ({
    subject: 'You already have an account',
    title: 'You already have an account',
    paragraphs: [
      `Someone, perhaps you, wanted to use ${recipient.email} for another Frontrow account. It is the address of this one, so nothing has changed.`,
      'If it was you, sign in with this address. If you have forgotten the password, you can choose a new one.',
    ],
    action: { label: 'Sign in', url: link('/signin') },
    more: [{ label: 'Choose a new password', url: link('/forgot-password') }],
  }),
  de: ({ link, recipient }) => ({
    subject: 'Du hast schon ein Konto',
    title: 'Du hast schon ein Konto',
    paragraphs: [
      `Jemand, vielleicht du, wollte ${recipient.email} für ein anderes Konto bei Frontrow verwenden. Die Adresse gehört zu diesem Konto, deshalb hat sich nichts geändert.`,
      'Wenn du es warst, melde dich mit dieser Adresse an. Wenn du das Passwort vergessen hast, kannst du ein neues wählen.',
    ],
    action: { label: 'Anmelden', url: link('/signin') },
    more: [{ label: 'Neues Passwort wählen', url: link('/forgot-password') }],
  }),
};
