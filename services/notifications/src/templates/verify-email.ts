import type { Context, Draft, Template } from './draft.ts';
import { usedHere } from './words.ts';

type Verify = Context<'verify_email'>;

/** The link works on any device; the code where its account is signed in. */
const ways = ({ about, link, verificationToken, verificationCode }: Verify, label: string): Partial<Draft> => {
  const path = `/verify-email?token=${encodeURIComponent(verificationToken(about.verificationId))}`;
  return { code: verificationCode(about.verificationId), action: { label, url: link(path) } };
};

export const verifyEmail: Template<'verify_email'> = {
  en: (context) => {
    const { email } = context.recipient;
    const isChange = context.about.purpose === 'change';
    return {
      subject: isChange ? 'Confirm your new email address' : 'Confirm your email address',
      title: isChange ? 'Is this your new address?' : 'Is this your address?',
      paragraphs: [
        isChange
          ? `Someone, most likely you, wants to use ${email} for their Frontrow account. Enter this code on Frontrow, or open the link on any device.`
          : `Someone, most likely you, has signed up at Frontrow with ${email}. Enter this code on Frontrow, or open the link on any device.`,
      ],
      ...ways(context, 'Confirm my address'),
      notes: [
        'The code is good for 30 minutes, the link for 24 hours. Nobody from Frontrow will ever ask you for the code.',
        'If it was not you, there is nothing to do: without this mail nobody can confirm your address.',
      ],
      why: usedHere.en,
    };
  },
  de: (context) => {
    const { email } = context.recipient;
    const isChange = context.about.purpose === 'change';
    return {
      subject: isChange ? 'Bestätige deine neue E-Mail-Adresse' : 'Bestätige deine E-Mail-Adresse',
      title: isChange ? 'Ist das deine neue Adresse?' : 'Ist das deine Adresse?',
      paragraphs: [
        isChange
          ? `Jemand, wahrscheinlich du, möchte ${email} für sein Konto bei Frontrow verwenden. Gib diesen Code bei Frontrow ein oder öffne den Link auf einem beliebigen Gerät.`
          : `Jemand, wahrscheinlich du, hat sich mit ${email} bei Frontrow registriert. Gib diesen Code bei Frontrow ein oder öffne den Link auf einem beliebigen Gerät.`,
      ],
      ...ways(context, 'Meine Adresse bestätigen'),
      notes: [
        'Der Code gilt 30 Minuten, der Link 24 Stunden. Niemand von Frontrow wird dich je nach dem Code fragen.',
        'Wenn du es nicht warst, musst du nichts tun: Ohne diese E-Mail kann niemand deine Adresse bestätigen.',
      ],
      why: usedHere.de,
    };
  },
};
