import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { StripeFailure } from '../core/failures.ts';

/** Lets through who knows the secret key, sent as a Bearer token or as the user name of Basic authentication. */
export function requireKey(secretKey: string): RequestHandler {
  return (request, _response, next) => {
    const given = keyIn(request.get('authorization') ?? '');
    if (given === '') {
      throw refused(
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
      );
    }
    if (!same(given, secretKey)) throw refused(`Invalid API Key provided: ${redacted(given)}`);
    next();
  };
}

function keyIn(header: string): string {
  const [scheme, value = ''] = header.split(' ');
  if (/^bearer$/i.test(scheme ?? '')) return value;
  if (/^basic$/i.test(scheme ?? '')) return Buffer.from(value, 'base64').toString().split(':')[0] ?? '';
  return '';
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));
const redacted = (key: string) => `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;
const refused = (message: string) => new StripeFailure(401, { message, type: 'invalid_request_error' });
