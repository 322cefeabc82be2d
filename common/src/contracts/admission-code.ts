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
const LENGTH = Math.ceil(((SIGNED + SIGNATURE) * 8) / 6);
const Code = new RegExp(`^[A-Za-z0-9_-]{${LENGTH}}$`);

/** Takes a code apart, without judging its signature; null when it is none of ours by its form alone. */
export function splitAdmissionCode(code: string): AdmissionCode | null {
  if (!Code.test(code)) return null;
  const bytes = fromBase64Url(code);
  if (bytes[0] !== ADMISSION_CODE_FORMAT) return null;
  const at = 1 + HINT;
  return {
    admissionId: toUuid(bytes.subarray(at, at + ID)),
    ticketId: toUuid(bytes.subarray(at + ID, at + 2 * ID)),
    keyHint: toHex(bytes.subarray(1, at)),
    signed: bytes.slice(0, SIGNED),
    signature: bytes.slice(SIGNED, SIGNED + SIGNATURE),
  };
}

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const toUuid = (bytes: Uint8Array) => toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
