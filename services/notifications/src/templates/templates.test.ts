import { type Language, languages } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import type { About, Facts, Mail, MailKind } from '../mail.ts';
import { write } from './index.ts';
import { layOut } from './layout.ts';
import { money, time } from './words.ts';

const HOSTILE = `<script>alert('x')</script>"&\r\nBcc: all@example.test`;
const place = { venue: 'Harbour Stage', city: 'Lisbon', country: 'Portugal', startsAt: '2026-12-24T19:30:00.000Z' };
const order: Facts['order'] = {
  id: '019a3c5e-7d10-7a41-b3c2-3cc544836100',
  ticketId: 'the-listing',
  quantity: 2,
  total: 123_450,
  currency: 'EUR',
  status: 'complete',
  cancelReason: null,
  refund: 'granted',
  event: { ...place, version: 1, title: HOSTILE, timeZone: 'Europe/Lisbon' },
};
const listing: Facts['listing'] = {
  ...place,
  version: 3,
  title: HOSTILE,
  doorsAt: '2026-12-24T18:30:00.000Z',
  endsAt: null,
  timeZone: 'Europe/Lisbon',
};
const codes = [
  { code: '1'.repeat(242), shortCode: '7K2M93QX' },
  { code: '2'.repeat(242), shortCode: 'ABCDEFGH' },
];
const decision = {
  id: 'the-decision',
  what: 'suspended' as const,
  ground: 'law' as const,
  reason: HOSTILE,
  at: place.startsAt,
  lifted: { at: place.startsAt, reason: HOSTILE },
};
const noticed = {
  at: place.startsAt,
  device: { browser: HOSTILE, system: HOSTILE },
  factor: null,
  left: null,
  userVersion: 1,
};
const about: About = {
  welcome: {},
  verify_email: {
    to: 'new@example.test',
    verificationId: 'the-verification',
    purpose: 'sign_up',
    expiresAt: place.startsAt,
  },
  email_changed: { to: 'old@example.test', verified: true, changedAt: place.startsAt },
  email_taken: {},
  order_complete: { orderId: order.id },
  order_expired: { orderId: order.id },
  order_withdrawn: { orderId: order.id },
  order_returned: { orderId: order.id },
  payment_failed: { orderId: order.id },
  event_cancelled: { ticketId: 'the-listing' },
  refunded: { orderId: order.id, amount: 123_450, currency: 'EUR' },
  refund_failed: { orderId: order.id, amount: 123_450, currency: 'EUR', paymentId: 'the-payment', version: 5 },
  refund_settled: {
    orderId: order.id,
    amount: 123_450,
    currency: 'EUR',
    paymentId: 'the-payment',
    version: 6,
    how: 'bank_transfer',
  },
  event_changed: {
    ticketId: 'the-listing',
    title: HOSTILE,
    before: { ...place, timeZone: 'Europe/Lisbon' },
    after: { ...place, venue: HOSTILE, timeZone: 'Europe/Lisbon' },
  },
  decision: { decision: { ...decision, lifted: null }, ticketId: 'the-listing', title: HOSTILE },
  decision_lifted: { decision, ticketId: 'the-listing', title: HOSTILE },
  password_reset: { resetId: 'the-reset', expiresAt: place.startsAt },
  password_changed: { changedAt: place.startsAt },
  new_device: noticed,
  factor_added: { ...noticed, factor: 'passkey' },
  factor_removed: { ...noticed, factor: 'totp' },
  codes_made: { ...noticed, left: 10 },
  code_used: { ...noticed, left: 1 },
};
const kinds = Object.keys(about) as MailKind[];

type Given = Partial<Parameters<typeof write>[1]>;

const letter = (kind: MailKind, language: Language, changes: Given = {}) =>
  write({ kind, topic: 't', userId: 'u', about: about[kind] } as Mail, {
    recipient: { email: 'ada@example.test', name: null, language, verified: true, version: 1 },
    order,
    orders: [order!],
    listing,
    codes: [],
    now: new Date('2026-11-30T12:00:00Z'),
    contact: 'help@frontrow.test',
    link: (path) => `https://frontrow.test${path}`,
    resetToken: (id) => `${id}.code`,
    verificationToken: (id) => `${id}.token`,
    verificationCode: () => '012345',
    ...changes,
  });

test.each(kinds)('what strangers write does nothing in the mail %s', (kind) => {
  for (const language of languages) {
    const { subject, html, text } = letter(kind, language, { codes });
    expect(html).not.toContain('<script');
    expect(html.match(/<(?!\/?(html|head|meta|title|body|div|p|h1|table|tr|th|td|a|img)\b|!doctype)/g)).toBeNull();
    expect(html.match(/<img src="(?!cid:ticket-)/g)).toBeNull();
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc:/m);
    if (kind.startsWith('event_') || kind.startsWith('order_')) expect(html).toContain('&lt;script&gt;');
  }
});

test.each(kinds)('the subject of %s is fixed, so that strangers can say nothing there', (kind) => {
  for (const language of languages) {
    const titles = [HOSTILE, 'Account locked: confirm your card at evil.example'];
    const subjects = titles.map((title) => {
      const event = { ...place, version: 1, title, venue: title, timeZone: 'Europe/Lisbon' };
      return letter(kind, language, { listing: { ...event, doorsAt: null, endsAt: null }, order: { ...order!, event } })
        .subject;
    });
    expect(new Set(subjects).size).toBe(1);
    expect(subjects[0]).not.toMatch(/evil|script/);
  }
});

test.each(kinds)('the mail %s is there in each language, and each is another', (kind) => {
  const letters = languages.map((language) => letter(kind, language));
  expect(new Set(letters.map(({ subject }) => subject)).size).toBe(languages.length);
  for (const [index, { html, text }] of letters.entries()) {
    expect(html).toContain(`<html lang="${languages[index]}">`);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(html).not.toMatch(/undefined|null|NaN|\[object/);
    expect(text).toContain('https://frontrow.test/');
  }
});

test('money and times are written as the reader writes them, in the zone of the event', () => {
  const [english, german] = languages.map((language) => letter('order_complete', language).text);
  expect(english).toContain('€1,234.50');
  expect(german).toMatch(/1\.234,50\s€/);
  const now = new Date('2026-11-30T12:00:00Z');
  const at = (timeZone: string | null, language: Language) =>
    time('2026-12-24T19:30:00Z', { timeZone, now }, language).replaceAll('\u00a0', ' ');
  expect(at('Europe/Berlin', 'en')).toBe('Thursday 24 December, 8:30 pm');
  expect(at(null, 'de')).toBe('Donnerstag, 24. Dezember, 19:30 Uhr UTC');
  expect(at('Mars/Olympus', 'en')).toBe('Thursday 24 December, 7:30 pm UTC');
  expect(money(5_000, 'JPY', 'en')).toContain('5,000');
});

test('tickets come with where they are, and the calendar only of an event with a date', () => {
  const dated = letter('order_complete', 'en');
  expect(dated.text).toContain('https://frontrow.test/my-tickets');
  expect(dated.text).toContain('https://frontrow.test/tickets/the-listing/calendar.ics');
  const undated = letter('order_complete', 'en', { listing: { ...listing!, startsAt: null } });
  expect(undated.text).not.toContain('calendar.ics');
  expect([dated.attachments.length, undated.attachments.length]).toEqual([1, 0]);
  expect(undated.text).toContain('Date to be announced');
});

test('each ticket is shown with its picture and with the code that can be said, which is in the plain text, too', () => {
  const { html, text, attachments } = letter('order_complete', 'de', { codes, listing: { ...listing!, title: 'T' } });
  expect(html.match(/<img src="cid:[^"]+"/g)).toEqual(
    [1, 2].map((number) => `<img src="cid:ticket-${number}@frontrow"`),
  );
  expect(html).toContain('7K2M-93QX');
  expect(html).toContain('Einlass 18:30\u00a0Uhr');
  expect(text).toContain('Karte 1 von 2 · Bestellung FR-7K2M-90V1: 7K2M-93QX\n');
  expect(text).toContain('Karte 2 von 2 · Bestellung FR-7K2M-90V1: ABCD-EFGH\n');
  expect(html + text).not.toContain(codes[0]!.code);
  expect(attachments).toEqual([
    { name: 'ticket-1.png', cid: 'ticket-1@frontrow', qr: codes[0]!.code },
    { name: 'ticket-2.png', cid: 'ticket-2@frontrow', qr: codes[1]!.code },
    {
      name: 'veranstaltung.ics',
      calendar: expect.objectContaining({ id: 'the-listing', version: 3, title: 'T', startsAt: place.startsAt }),
    },
  ]);
});

test.each(kinds)('no direction that strangers write turns the words of the mail %s', (kind) => {
  const title = 'ערב\u202eSonata';
  const turned = { ...listing!, title, city: '\u202ecity' };
  const setting = { ...place, venue: '\u202evenue', timeZone: 'Europe/Lisbon' };
  const mail = {
    kind,
    topic: 't',
    userId: 'u',
    about: { ...about[kind], title, before: setting, after: setting },
  } as Mail;
  const context = {
    recipient: {
      email: '\u202eada@example.test',
      name: '\u202eada',
      language: 'en' as const,
      verified: true,
      version: 1,
    },
    order: { ...order!, event: { ...order!.event, title } },
    orders: [order!],
    listing: turned,
    codes,
    contact: undefined,
    now: new Date(place.startsAt),
    link: (path: string) => path,
    resetToken: String,
    verificationToken: String,
    verificationCode: String,
  };
  const { subject, html, text } = write(mail, context);
  for (const part of [subject, html, text]) {
    const outside = part.replace(/\u2068[^\u2068\u2069]*\u2069/g, '');
    expect(outside).not.toMatch(/[\u0590-\u05ff\u202e\u2068\u2069]/);
  }
});

test('a ticket names its holder, if they have said what they are called', () => {
  const written = (language: Language, name: string | null) =>
    letter('order_complete', language, {
      codes,
      recipient: { email: 'ada@example.test', name, language, verified: true, version: 1 },
    });
  expect(written('en', '<b>Ada</b>').html).toContain('Holder: &lt;b&gt;Ada&lt;/b&gt;</p>');
  const { html, text } = written('de', 'Zoë Müller');
  expect(html.split('Inhaber: Zoë Müller</p>')).toHaveLength(codes.length + 1);
  expect(text.split('\nInhaber: Zoë Müller\n')).toHaveLength(codes.length + 1);
  expect(Object.values(written('en', null)).join()).not.toContain('Holder');
});

test('a cancelled event tells of the money only who had paid', () => {
  expect(letter('event_cancelled', 'en').text).toContain('€1,234.50, on the card');
  const unpaid = letter('event_cancelled', 'en', { orders: [{ ...order!, refund: 'none' }] }).text;
  expect(unpaid).toContain('you will not be charged');
  expect(unpaid).not.toContain('You get back');
});

test('several orders of a cancelled event are told of as one', () => {
  const orders = [order!, { ...order!, id: 'another' }, { ...order!, id: 'unpaid', refund: 'none' as const }];
  const { text } = letter('event_cancelled', 'en', { orders });
  expect(text).toContain('€2,469.00, on the card');
  expect(text).toContain('Tickets: 6');
  expect(text).toMatch(/https:\/\/frontrow\.test\/orders$/m);
});

test('a move is told by the clocks of each place, and another zone alone as what it is', () => {
  const changed = (changes: object) =>
    write(
      {
        kind: 'event_changed',
        topic: 't',
        userId: 'u',
        about: {
          ticketId: 'the-listing',
          title: 'T',
          before: { ...place, timeZone: 'Europe/Berlin' },
          after: { ...place, timeZone: 'America/New_York', ...changes },
        },
      },
      {
        recipient: { email: 'ada@example.test', name: null, language: 'en', verified: true, version: 1 },
        order: undefined,
        orders: [],
        listing: undefined,
        codes: [],
        now: new Date('2026-11-30T12:00:00Z'),
        contact: undefined,
        link: (path) => `https://frontrow.test${path}`,
        resetToken: String,
        verificationToken: String,
        verificationCode: String,
      },
    ).text;
  const moved = changed({ startsAt: '2026-12-26T01:00:00.000Z' });
  expect(moved).toMatch(/Was: Thursday 24 December, 8:30\spm CET/);
  expect(moved).toMatch(/Now: Friday 25 December, 8\spm GMT-5/);
  expect(moved).toContain('money back until the event begins');
  const corrected = changed({});
  expect(corrected).toMatch(/Now: Thursday 24 December, 2:30\spm GMT-5/);
  expect(corrected).toContain('begins at the same moment');
  expect(corrected).not.toContain('money back');
});

test.each(languages)('a decision is told with all that the law wants: %s', (language) => {
  const { text } = letter('decision', language);
  const wanted = {
    en: [/off sale/, /rests on the law/, /The reason: <script>/, /A person made/, /dispute settlement.*court/],
    de: [/aus dem Verkauf/, /auf das Gesetz/, /Der Grund: <script>/, /Ein Mensch/, /Streitbeilegung.*Gericht/],
  };
  for (const words of wanted[language]) expect(text).toMatch(words);
  expect(text).toContain('help@frontrow.test');
  expect(text).toContain('https://frontrow.test/sell/the-listing');
  expect(letter('decision', language, { contact: undefined }).text).toMatch(/answer this mail|antworte auf diese/);
});

test('a decision about an account names no listing, and one that cancels an event says so', () => {
  const tell = (told: About['decision']) =>
    write(
      { kind: 'decision', topic: 't', userId: 'u', about: told },
      {
        recipient: { email: 'ada@example.test', name: null, language: 'en', verified: true, version: 1 },
        order: undefined,
        orders: [],
        listing: undefined,
        codes: [],
        contact: undefined,
        now: new Date('2026-11-30T12:00:00Z'),
        link: (path) => `https://frontrow.test${path}`,
        resetToken: String,
        verificationToken: String,
        verificationCode: String,
      },
    );
  const made = { ...decision, ground: 'terms' as const, lifted: null };
  const account = tell({ decision: made });
  expect(account.subject).toBe('Your account was suspended');
  expect(account.text).toContain('rests on the terms');
  expect(account.text).not.toContain('Event:');
  expect(tell({ decision: { ...made, what: 'cancelled' }, ticketId: 't', title: 'T' }).text).toContain('for good');
});

test('who gave an order back is told, with the sum', () => {
  const returned = (cancelReason: 'refunded_by_seller' | 'refunded_by_operator') =>
    letter('order_returned', 'en', { order: { ...order!, cancelReason } }).text;
  expect(returned('refunded_by_seller')).toMatch(/The organiser has refunded this order.*€1,234\.50/);
  expect(returned('refunded_by_operator')).toMatch(/An operator of Frontrow has refunded/);
});

test('the link to a new password has the code, and the plain text has it whole', () => {
  expect(letter('password_reset', 'de').text).toContain('https://frontrow.test/reset-password?token=the-reset.code\n');
});

test('a code is large and can be copied, and its link works without it', () => {
  for (const language of languages) {
    const { html, text, subject } = letter('verify_email', language);
    expect(html).toMatch(/<p style="[^"]*font-size:36px[^"]*">012345<\/p>/);
    expect(text).toMatch(/^012345$/m);
    expect(text).toContain('https://frontrow.test/verify-email?token=the-verification.token\n');
    expect(subject).not.toContain('012345');
  }
});

test('who changes the address is asked about the new one, and the former is not told which it is', () => {
  const change = { ...about.verify_email, purpose: 'change' as const };
  const mail: Mail = { kind: 'verify_email', topic: 't', userId: 'u', about: change };
  const context = {
    recipient: { email: 'new@example.test', name: null, language: 'en' as const, verified: true, version: 1 },
    order: undefined,
    orders: [],
    listing: undefined,
    codes: [],
    contact: undefined,
    now: new Date(place.startsAt),
    link: (path: string) => `https://frontrow.test${path}`,
    resetToken: String,
    verificationToken: String,
    verificationCode: String,
  };
  expect(write(mail, context).subject).toBe('Confirm your new email address');
  const told = write(
    { kind: 'email_changed', topic: 't', userId: 'u', about: about.email_changed },
    { ...context, recipient: { ...context.recipient, email: 'old@example.test' } },
  );
  expect(told.text).toContain('old@example.test');
  expect(told.text).not.toContain('new@example.test');
});

test('an address in a link cannot leave its quotes', () => {
  const draft = { subject: 's', title: 't', paragraphs: [], action: { label: 'l', url: 'https://x.test/"onclick="a' } };
  expect(layOut(draft, 'en').html).toContain('href="https://x.test/&quot;onclick=&quot;a"');
});
