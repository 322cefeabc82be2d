import type { Language } from '@frontrow/common/contracts';
import type { Noticed } from '../mail.ts';
import type { Context, Draft, Template } from './draft.ts';
import { time } from './words.ts';

/**
 * What people are told of how their account is signed in to. None of these mails has a link that does something by itself: who
 * reads somebody's mails may look, and no more.
 */
type Notice = 'new_device' | 'factor_added' | 'factor_removed' | 'codes_made' | 'code_used';
type Given = Pick<Context<Notice>, 'about' | 'link' | 'recipient' | 'now'>;

const unknown: Record<Language, string> = {
  en: 'a browser that did not say what it is',
  de: 'einem unbekannten Browser',
};

/** `Firefox on Windows`, as far as it is known. */
function deviceName({ browser, system }: NonNullable<Noticed['device']>, language: Language): string {
  if (browser && system) return language === 'en' ? `${browser} on ${system}` : `${browser} unter ${system}`;
  return browser ?? system ?? unknown[language];
}

const factorName: Record<Language, Record<'passkey' | 'totp', string>> = {
  en: { passkey: 'A passkey', totp: 'An authenticator app' },
  de: { passkey: 'Ein Passkey', totp: 'Eine Authenticator-App' },
};

function factsOf({ about, now }: Given, language: Language): [string, string][] {
  const [when, where] = language === 'en' ? ['When', 'Browser'] : ['Wann', 'Browser'];
  const facts: [string, string][] = [[when!, time(about.at, { now }, language)]];
  return about.device ? [...facts, [where!, deviceName(about.device, language)]] : facts;
}

const inEnglish = (given: Given, title: string, ...paragraphs: string[]): Draft => ({
  subject: title,
  title,
  paragraphs,
  facts: factsOf(given, 'en'),
  action: { label: 'Look at my account', url: given.link('/account') },
});

const inGerman = (given: Given, title: string, ...paragraphs: string[]): Draft => ({
  subject: title,
  title,
  paragraphs,
  facts: factsOf(given, 'de'),
  action: { label: 'Mein Konto ansehen', url: given.link('/account') },
});

const NOT_ME = {
  en: 'If it was not you, change your password at once and end all other sessions.',
  de: 'Wenn du es nicht warst, ändere sofort dein Passwort und beende alle anderen Sitzungen.',
};

export const newDevice: Template<'new_device'> = {
  en: (given) =>
    inEnglish(
      given,
      'A new sign-in to your account',
      `Someone signed in to the account of ${given.recipient.email} with a browser that it was not signed in with before.`,
      NOT_ME.en,
    ),
  de: (given) =>
    inGerman(
      given,
      'Eine neue Anmeldung bei deinem Konto',
      `Jemand hat sich beim Konto von ${given.recipient.email} mit einem Browser angemeldet, der dort noch nie angemeldet war.`,
      NOT_ME.de,
    ),
};

export const factorAdded: Template<'factor_added'> = {
  en: (given) =>
    inEnglish(
      given,
      'A second factor was added to your account',
      `${factorName.en[given.about.factor ?? 'passkey']} now lets you in. Every other browser was signed out.`,
      NOT_ME.en,
    ),
  de: (given) =>
    inGerman(
      given,
      'Ein zweiter Faktor ist zu deinem Konto hinzugekommen',
      `${factorName.de[given.about.factor ?? 'passkey']} gehört jetzt zu deiner Anmeldung. Alle anderen Browser wurden abgemeldet.`,
      NOT_ME.de,
    ),
};

export const factorRemoved: Template<'factor_removed'> = {
  en: (given) =>
    inEnglish(
      given,
      'A second factor was removed from your account',
      given.about.factor
        ? `${factorName.en[given.about.factor]} lets nobody in any more. Every other browser was signed out.`
        : 'All passkeys, authenticator apps and recovery codes of your account were removed, and every browser was signed out.',
      NOT_ME.en,
    ),
  de: (given) =>
    inGerman(
      given,
      'Ein zweiter Faktor wurde von deinem Konto entfernt',
      given.about.factor
        ? `${factorName.de[given.about.factor]} gehört nicht mehr zu deiner Anmeldung. Alle anderen Browser wurden abgemeldet.`
        : 'Alle Passkeys, Authenticator-Apps und Wiederherstellungscodes deines Kontos wurden entfernt, und alle Browser wurden abgemeldet.',
      NOT_ME.de,
    ),
};

export const codesMade: Template<'codes_made'> = {
  en: (given) =>
    inEnglish(given, 'You have new recovery codes', 'The recovery codes you had before are void.', NOT_ME.en),
  de: (given) =>
    inGerman(
      given,
      'Du hast neue Wiederherstellungscodes',
      'Die Wiederherstellungscodes, die du bisher hattest, gelten nicht mehr.',
      NOT_ME.de,
    ),
};

export const codeUsed: Template<'code_used'> = {
  en: (given) =>
    inEnglish(
      given,
      'A recovery code was used',
      `Someone signed in to your account with a recovery code in place of a second factor. ${leftInEnglish(given.about.left ?? 0)}`,
      NOT_ME.en,
    ),
  de: (given) =>
    inGerman(
      given,
      'Ein Wiederherstellungscode wurde benutzt',
      `Jemand hat sich mit einem Wiederherstellungscode statt eines zweiten Faktors bei deinem Konto angemeldet. ${leftInGerman(given.about.left ?? 0)}`,
      NOT_ME.de,
    ),
};

const leftInEnglish = (left: number) =>
  left === 0 ? 'None is left: make new ones.' : left === 1 ? 'One is left.' : `${left} are left.`;
const leftInGerman = (left: number) =>
  left === 0
    ? 'Es ist keiner mehr übrig: Erstelle neue.'
    : left === 1
      ? 'Einer ist noch übrig.'
      : `${left} sind noch übrig.`;
