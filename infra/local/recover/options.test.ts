import { expect, test } from '@jest/globals';
import { parseOptions } from './options.js';

test('a command, what it is about, and since when', () => {
  expect(parseOptions(['replay', 'orders', '--since', '2026-11-24T18:00:00Z', '--state', '/tmp/x'])).toEqual({
    command: 'replay',
    name: 'orders',
    since: new Date('2026-11-24T18:00:00Z'),
    dir: '/tmp/x',
  });
  expect(parseOptions(['rebuild', 'all'])).toMatchObject({ command: 'rebuild', name: undefined, since: undefined });
  expect(parseOptions(['check'])).toMatchObject({ command: 'check', name: undefined });
  for (const args of [[], ['--help'], ['replay', '-h']]) expect(parseOptions(args).command).toBe('help');
});

test.each([
  [['mend'], /there is no mend/],
  [['rebuild'], /say which projection, or all/],
  [['replay', 'expiration'], /the services with an outbox are auth, tickets/],
  [['replay', 'orders', 'payments'], /payments is too much/],
  [['replay', '--since', 'noon'], /--since noon is not a time/],
  [['replay', '--until', 'noon'], /Unknown option '--until'/],
])('what it does not understand it says in one line: %j', (args, line) => {
  expect(() => parseOptions(args)).toThrow(line);
});
