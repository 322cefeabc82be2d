import { expect, test } from '@jest/globals';
import { isOurHost } from './public-name.ts';

const PUBLIC = 'https://tickets.example';

test.each([
  'tickets.example',
  'TICKETS.example:443',
  'localhost:8080',
  '127.0.0.1:3000',
  '[::1]:3000',
  'orders-service:3000',
])('%s is ours', (host) => expect(isOurHost(host, PUBLIC)).toBe(true));

test.each([
  undefined,
  '',
  'evil.example',
  'evil.example:8080',
  'tickets.example.evil.example',
  'www.tickets.example',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'tickets.example@evil.example',
  'a b',
  '[',
])('%s is not', (host) => expect(isOurHost(host, PUBLIC)).toBe(false));
