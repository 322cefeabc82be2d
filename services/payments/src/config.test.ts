import { parseConfig } from '@frontrow/common/service';
import { testEnvironment } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { Config } from './config.ts';

const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
const environment = { ...testEnvironment, DATABASE_URL: 'postgres://here/payments', ...keys };
const started = (more: Record<string, string>) => parseConfig(Config, { ...environment, ...more });
const STRIPE_API_URL = 'http://stripe-sandbox:3000';

test('a sandbox, which takes every card, gives no tickets away where others reach it', () => {
  const PUBLIC_URL = 'https://tickets.example';
  expect(() => started({ PUBLIC_URL, STRIPE_API_URL })).toThrow(
    /^cannot start: STRIPE_API_URL is for demonstrations: set the keys of Stripe, or PUBLIC_DEMO=yes .+$/,
  );
  expect(started({ PUBLIC_URL }).STRIPE_API_URL).toBeUndefined();
  expect(started({ PUBLIC_URL, STRIPE_API_URL, PUBLIC_DEMO: 'yes' })).toMatchObject({ STRIPE_API_URL });
  expect(started({ PUBLIC_URL: 'http://localhost:8080', STRIPE_API_URL })).toMatchObject({ STRIPE_API_URL });
});
