import { parseConfig } from '@frontrow/common/service';
import { testEnvironment } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { Config } from './config.ts';

const secret = 'a secret of at least 32 characters';
const environment = {
  ...testEnvironment,
  DATABASE_URL: 'postgres://here/notifications',
  RESET_SECRET: secret,
  CODES_SECRET: secret,
};
const started = (more: Record<string, string>) => parseConfig(Config, { ...environment, ...more });

test.each(['https://tickets.example', 'http://203.0.113.7:8080', 'https://localhost.example'])(
  'the mailbox is not open at %s, where others read it',
  (PUBLIC_URL) => {
    expect(() => started({ PUBLIC_URL, MAILBOX: 'open' })).toThrow(
      'cannot start: MAILBOX cannot be open where others reach it: set SMTP_URL and MAIL_FROM, and MAILBOX=closed (set it in the environment)',
    );
    expect(started({ PUBLIC_URL, MAILBOX: 'closed' }).MAILBOX).toBe('closed');
    expect(started({ PUBLIC_URL, MAILBOX: 'open', PUBLIC_DEMO: 'yes' }).MAILBOX).toBe('open');
  },
);

test.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080', 'http://frontrow.test'])(
  'it may be at %s',
  (PUBLIC_URL) => expect(started({ PUBLIC_URL, MAILBOX: 'open' }).MAILBOX).toBe('open'),
);

test('what compose gives empty is not set', () => {
  expect(started({ SMTP_URL: '', MAIL_FROM: '', CONTACT_EMAIL: '' })).toMatchObject({ MAILBOX: 'closed' });
});
