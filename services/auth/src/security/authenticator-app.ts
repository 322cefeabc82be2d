import { TOTP_DIGITS } from '@frontrow/common/contracts';
import { sealer } from '@frontrow/common/service';
import { Secret, TOTP } from 'otpauth';

/** What authenticator apps understand: SHA-1 and half minutes (RFC 6238). */
const PERIOD_SECONDS = 30;
/** A clock that is half a minute off, and a code that is typed as it ends, are as good. */
const WINDOW = 1;
/** RFC 4226 wants 160 bits. */
const SECRET_BYTES = 20;

const totp = (secret: Secret, label = '') =>
  new TOTP({ issuer: 'Frontrow', label, algorithm: 'SHA1', digits: TOTP_DIGITS, period: PERIOD_SECONDS, secret });

/** A new secret: for typing, for a QR code, and sealed for the database. */
export function newAppSecret(key: string, userId: string, email: string) {
  const secret = new Secret({ size: SECRET_BYTES });
  const text = secret.base32;
  return { secret: text, uri: totp(secret, email).toString(), sealed: sealer(key).seal(userId, text) };
}

/** The time step that a code is of; undefined when it is none of now, or the secret is not readable with this key. */
export function stepOf(key: string, userId: string, sealed: string, code: string, now: Date): number | undefined {
  const text = sealer(key).unseal(userId, sealed);
  if (text === undefined) return undefined;
  const app = totp(Secret.fromBase32(text));
  const timestamp = now.getTime();
  const delta = app.validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : app.counter({ timestamp }) + delta;
}
