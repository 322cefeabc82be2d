import type { Context, Template } from './draft.ts';

const page = ({ link, resetToken, about }: Context<'password_reset'>) =>
  link(`/reset-password?token=${encodeURIComponent(resetToken(about.resetId))}`);

export const passwordReset: Template<'password_reset'> = {
  en: (context) => ({
    subject: 'Choose a new password',
    title: 'Choose a new password',
    paragraphs: [
      `Someone, most likely you, has forgotten the password of ${context.recipient.email} at Frontrow. With this link you can choose a new one. It is good for 30 minutes, and once.`,
      'If it was not you, there is nothing to do: your password stays as it is.',
    ],
    action: { label: 'Choose a new password', url: page(context) },
  }),
  de: (context) => ({
    subject: 'Neues Passwort wählen',
    title: 'Wähle ein neues Passwort',
    paragraphs: [
      `Jemand, wahrscheinlich du, hat das Passwort von ${context.recipient.email} bei Frontrow vergessen. Mit diesem Link kannst du ein neues wählen. Er gilt 30 Minuten und nur einmal.`,
      'Wenn du es nicht warst, musst du nichts tun: dein Passwort bleibt, wie es ist.',
    ],
    action: { label: 'Neues Passwort wählen', url: page(context) },
  }),
};
