import type { Language } from '@frontrow/common/contracts';
import type { Decided } from '../mail.ts';
import type { Context, Draft, Template } from './draft.ts';
import { time } from './words.ts';

/*
 * The statement of reasons that the Digital Services Act (article 17) wants: what was decided, how far it reaches, the facts, on
 * which ground, that a person decided, and how to object.
 */

type Case = 'listing_suspended' | 'listing_cancelled' | 'account_suspended';

const caseOf = ({ decision, ticketId }: Decided): Case =>
  ticketId === undefined ? 'account_suspended' : `listing_${decision.what}`;

interface Words {
  title: string;
  what: string;
}

interface Phrases {
  made: Record<Case, Words>;
  lifted: Record<'listing' | 'account', Words>;
  ground: Record<Decided['decision']['ground'], string>;
  reason: (words: string) => string;
  byPerson: string;
  object: (contact: string | undefined) => string;
  facts: { listing: string; decided: string };
  links: { listing: string; site: string };
}

const phrases: Record<Language, Phrases> = {
  en: {
    made: {
      listing_suspended: {
        title: 'Your event was taken off sale',
        what: 'Operators of Frontrow have taken this event off sale: it is not found by searching and nobody can buy tickets, wherever they are, until the decision is lifted. Reservations that were not paid for were cancelled. Tickets that were paid for stay valid.',
      },
      listing_cancelled: {
        title: 'Frontrow has cancelled your event',
        what: 'Operators of Frontrow have cancelled this event for good: nobody can buy tickets any more, those that were sold are no longer valid, and everybody who paid gets their money back.',
      },
      account_suspended: {
        title: 'Your account was suspended',
        what: 'Operators of Frontrow have suspended your account: you cannot sign in, buy or sell until the decision is lifted. Your events are off sale, and reservations that you had not paid for were cancelled. Tickets that you bought or sold stay valid.',
      },
    },
    lifted: {
      listing: {
        title: 'Your event may be sold again',
        what: 'The decision to take this event off sale was lifted. Its sales are as you left them.',
      },
      account: {
        title: 'Your account is open again',
        what: 'The decision to suspend your account was lifted. You can sign in, and your events are on sale as you left them.',
      },
    },
    ground: { law: 'The decision rests on the law.', terms: 'The decision rests on the terms of this site.' },
    reason: (words) => `The reason: ${words}`,
    byPerson: 'A person made this decision, without automated means.',
    object: (contact) =>
      `If you think it is wrong, ${contact ? `write to ${contact}` : 'answer this mail'} and say why: it will be looked at again. You can also turn to a certified body for out-of-court dispute settlement, or to a court.`,
    facts: { listing: 'Event', decided: 'Decided' },
    links: { listing: 'The event', site: 'To Frontrow' },
  },
  de: {
    made: {
      listing_suspended: {
        title: 'Deine Veranstaltung wurde aus dem Verkauf genommen',
        what: 'Die Betreiber von Frontrow haben diese Veranstaltung aus dem Verkauf genommen: Sie wird bei der Suche nicht gefunden, und niemand kann Karten kaufen, gleich wo, bis die Entscheidung aufgehoben wird. Unbezahlte Reservierungen wurden aufgehoben. Bezahlte Karten gelten weiter.',
      },
      listing_cancelled: {
        title: 'Frontrow hat deine Veranstaltung abgesagt',
        what: 'Die Betreiber von Frontrow haben diese Veranstaltung endgültig abgesagt: Niemand kann mehr Karten kaufen, verkaufte gelten nicht mehr, und alle, die bezahlt haben, bekommen ihr Geld zurück.',
      },
      account_suspended: {
        title: 'Dein Konto wurde gesperrt',
        what: 'Die Betreiber von Frontrow haben dein Konto gesperrt: Bis die Entscheidung aufgehoben wird, kannst du dich nicht anmelden und weder kaufen noch verkaufen. Deine Veranstaltungen sind nicht im Verkauf, unbezahlte Reservierungen wurden aufgehoben. Gekaufte und verkaufte Karten gelten weiter.',
      },
    },
    lifted: {
      listing: {
        title: 'Deine Veranstaltung darf wieder verkauft werden',
        what: 'Die Entscheidung, diese Veranstaltung aus dem Verkauf zu nehmen, wurde aufgehoben. Der Verkauf ist so, wie du ihn eingestellt hattest.',
      },
      account: {
        title: 'Dein Konto ist wieder offen',
        what: 'Die Sperre deines Kontos wurde aufgehoben. Du kannst dich wieder anmelden, und deine Veranstaltungen sind so im Verkauf, wie du sie eingestellt hattest.',
      },
    },
    ground: {
      law: 'Die Entscheidung stützt sich auf das Gesetz.',
      terms: 'Die Entscheidung stützt sich auf die Nutzungsbedingungen dieser Seite.',
    },
    reason: (words) => `Der Grund: ${words}`,
    byPerson: 'Ein Mensch hat so entschieden, ohne automatisierte Mittel.',
    object: (contact) =>
      `Wenn du das für falsch hältst, ${contact ? `schreib an ${contact}` : 'antworte auf diese E-Mail'} und sag uns, warum: Wir sehen es uns noch einmal an. Du kannst dich auch an eine zugelassene Stelle für außergerichtliche Streitbeilegung wenden oder vor Gericht gehen.`,
    facts: { listing: 'Veranstaltung', decided: 'Entschieden' },
    links: { listing: 'Zur Veranstaltung', site: 'Zu Frontrow' },
  },
};

/** What was decided about, and when; and where to see it. */
function whereToSee(
  { about: { ticketId, title }, link }: Context<'decision' | 'decision_lifted'>,
  at: string,
  language: Language,
) {
  const { facts, links } = phrases[language];
  const named: [string, string][] = title === undefined ? [] : [[facts.listing, title]];
  const action =
    ticketId === undefined
      ? { label: links.site, url: link('/') }
      : { label: links.listing, url: link(`/sell/${ticketId}`) };
  return { facts: [...named, [facts.decided, time(at, {}, language)] as [string, string]], action };
}

function tellDecision(context: Context<'decision'>, language: Language): Draft {
  const { decision } = context.about;
  const { made, ground, reason, byPerson, object } = phrases[language];
  const { title, what } = made[caseOf(context.about)];
  const paragraphs = [what, ground[decision.ground], reason(decision.reason), byPerson, object(context.contact)];
  return { subject: title, title, paragraphs, ...whereToSee(context, decision.at, language) };
}

function tellLifted(context: Context<'decision_lifted'>, language: Language): Draft {
  const { decision, ticketId } = context.about;
  const { lifted, reason } = phrases[language];
  const { title, what } = lifted[ticketId === undefined ? 'account' : 'listing'];
  const { at, reason: why } = decision.lifted!;
  return { subject: title, title, paragraphs: [what, reason(why)], ...whereToSee(context, at, language) };
}

export const decision: Template<'decision'> = {
  en: (context) => tellDecision(context, 'en'),
  de: (context) => tellDecision(context, 'de'),
};

export const decisionLifted: Template<'decision_lifted'> = {
  en: (context) => tellLifted(context, 'en'),
  de: (context) => tellLifted(context, 'de'),
};
