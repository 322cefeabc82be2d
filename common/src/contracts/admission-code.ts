import { readDigits } from './keyboard-layouts.ts';

/** The parts of the text that a QR code shows; what they say is only true if the signature is good. */
export interface AdmissionCode {
  admissionId: string;
  ticketId: string;
  /** Names the key that signed it, in hexadecimal. */
  keyHint: string;
  /** What was signed, and the Ed25519 signature over it. */
  signed: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
}

/** Format, hint of the key, admission, listing: lengths in bytes. */
const HINT = 4;
const ID = 16;
export const ADMISSION_CODE_FORMAT = 1;
const SIGNED = 1 + HINT + 2 * ID;
const SIGNATURE = 64;
const BYTES = SIGNED + SIGNATURE;

/** Decimal digits of the largest code: all have as many, so that one that was cut off is none. */
const DIGITS = String((BigInt(ADMISSION_CODE_FORMAT + 1) << BigInt(8 * (BYTES - 1))) - 1n).length;

/** How codes were written at first, in base64url. People have them on paper. */
const Base64Url = new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((BYTES * 8) / 6)}}$`);

/**
 * A code as it is shown: one number. Digits make a QR code of fewer and larger squares than letters do, and a hand scanner
 * types them as they are on most keyboards, and as something that can be told apart on the others.
 */
export const writeAdmissionCode = (bytes: Uint8Array): string =>
  BigInt(`0x${toHex(bytes)}`)
    .toString()
    .padStart(DIGITS, '0');

/** Takes a code apart, without judging its signature; null when it is none of ours by its form alone. */
export function splitAdmissionCode(code: string): AdmissionCode | null {
  const bytes = Base64Url.test(code) ? fromBase64Url(code) : fromDigits(code);
  if (bytes?.[0] !== ADMISSION_CODE_FORMAT) return null;
  const at = 1 + HINT;
  return {
    admissionId: toUuid(bytes.subarray(at, at + ID)),
    ticketId: toUuid(bytes.subarray(at + ID, at + 2 * ID)),
    keyHint: toHex(bytes.subarray(1, at)),
    signed: bytes.slice(0, SIGNED),
    signature: bytes.slice(SIGNED, BYTES),
  };
}

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

function fromDigits(text: string): Uint8Array<ArrayBuffer> | null {
  if ([...text].length !== DIGITS) return null;
  const digits = readDigits(text);
  const hex =
    digits === null
      ? ''
      : BigInt(digits)
          .toString(16)
          .padStart(2 * BYTES, '0');
  return hex.length === 2 * BYTES ? Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16)) : null;
}

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const toUuid = (bytes: Uint8Array) => toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
