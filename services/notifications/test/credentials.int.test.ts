import {
  type CredentialNotice,
  FactorAdded,
  FactorRemoved,
  type FrontrowEvent,
  NewDeviceSignedIn,
  RecoveryCodesMade,
  RecoveryCodeUsed,
  UserCreated,
  UserUpdated,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  aUser,
  hear,
  mailbox,
  mailsOf,
  mailsTo,
  type NotificationsService,
  newcomer,
  startNotifications,
} from './setup.ts';

let service: NotificationsService;
beforeAll(async () => {
  service = await startNotifications();
});
afterAll(() => service.stop());

const device = { browser: 'Firefox', system: 'Windows' };
const notice = (
  definition:
    | typeof NewDeviceSignedIn
    | typeof FactorAdded
    | typeof FactorRemoved
    | typeof RecoveryCodesMade
    | typeof RecoveryCodeUsed,
  userId: string,
  changes: Partial<CredentialNotice> = {},
) => {
  const data = {
    id: newId(),
    userId,
    userVersion: 1,
    at: new Date().toISOString(),
    device,
    factor: null,
    left: null,
    ...changes,
  };
  return eventOf(definition as typeof NewDeviceSignedIn, data) as FrontrowEvent;
};

test('owners are told in their language, once each, whatever is told twice', async () => {
  for (const [language, subjects] of [
    [
      'en',
      [
        'A new sign-in to your account',
        'A recovery code was used',
        'A second factor was added to your account',
        'A second factor was removed from your account',
        'You have new recovery codes',
      ],
    ],
    [
      'de',
      [
        'Du hast neue Wiederherstellungscodes',
        'Ein Wiederherstellungscode wurde benutzt',
        'Ein zweiter Faktor ist zu deinem Konto hinzugekommen',
        'Ein zweiter Faktor wurde von deinem Konto entfernt',
        'Eine neue Anmeldung bei deinem Konto',
      ],
    ],
  ] as const) {
    const user = await newcomer(service, language);
    const events = [
      notice(NewDeviceSignedIn, user.id),
      notice(FactorAdded, user.id, { factor: 'passkey' }),
      notice(FactorRemoved, user.id, { factor: 'totp' }),
      notice(RecoveryCodesMade, user.id, { left: 10 }),
      notice(RecoveryCodeUsed, user.id, { left: 1 }),
    ];
    await hear(service, ...events, ...events.reverse());
    await mailsTo(service, user.id, [
      'welcome',
      'new_device',
      'factor_added',
      'factor_removed',
      'codes_made',
      'code_used',
    ]);
    const mails = (await mailbox(service, user.email)).filter(({ plain }) => plain.includes('/account'));
    const told = mails.filter(({ subject }) => (subjects as readonly string[]).includes(subject));
    expect(told.map(({ subject }) => subject).sort()).toEqual(subjects);
    for (const { plain } of told) {
      expect(plain).toContain(language === 'en' ? 'Firefox on Windows' : 'Firefox unter Windows');
      expect(plain).not.toMatch(/token=/);
    }
  }
});

test('a mail goes to the address that the account had then', async () => {
  const user = aUser();
  await hear(service, eventOf(UserCreated, user), notice(FactorAdded, user.id, { factor: 'totp', userVersion: 2 }));
  await eventually(async () => {
    const [mail] = (await mailsOf(service, user.id)).filter(({ kind }) => kind === 'factor_added');
    expect(mail).toMatchObject({ state: 'queued', why: expect.stringContaining('the address') });
  });
  const email = `new-${user.email}`;
  await hear(service, eventOf(UserUpdated, { ...user, email }, { version: 2 }));
  await mailsTo(service, user.id, ['welcome', 'factor_added']);
  expect((await mailbox(service, email)).map(({ subject }) => subject)).toContain(
    'A second factor was added to your account',
  );
});
