import { expect, test } from '@jest/globals';
import { securityText } from './security-text.ts';

const text = (contact: string) =>
  securityText({ contact, publicUrl: 'https://tickets.example', now: new Date('2026-06-01T10:00:00Z') });

test('says whom to tell, and until when that is true', () => {
  expect(text('security@tickets.example')).toBe(
    'Contact: mailto:security@tickets.example\nExpires: 2026-11-28T00:00:00.000Z\nPreferred-Languages: en, de\nCanonical: https://tickets.example/.well-known/security.txt\n',
  );
  expect(text('https://tickets.example/security')).toContain('Contact: https://tickets.example/security\n');
});
