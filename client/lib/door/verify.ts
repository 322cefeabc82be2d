import { splitAdmissionCode } from '@frontrow/common/contracts';

/** A public key that admission codes are signed with, as the lease of a guest list names it. */
export interface CodeKey {
  hint: string;
  x: string;
}

const ED25519 = { name: 'Ed25519' };

const load = ({ x }: Pick<CodeKey, 'x'>) =>
  crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, ED25519, false, ['verify']);

/** Which admission a code stands for, and to which listing; null when none of the keys signed it. */
export async function verifyCode(
  code: string,
  keys: CodeKey[],
): Promise<{ admissionId: string; ticketId: string } | null> {
  const parts = splitAdmissionCode(code);
  const key = parts && keys.find(({ hint }) => hint === parts.keyHint);
  if (!key || !(await crypto.subtle.verify(ED25519, await load(key), parts.signature, parts.signed))) return null;
  return { admissionId: parts.admissionId, ticketId: parts.ticketId };
}

/** Whether this browser can verify codes and keep a list: not in an old one, nor on a page without https. */
export async function canJudge(keys: CodeKey[]): Promise<boolean> {
  try {
    await Promise.all(keys.map(load));
    return 'indexedDB' in globalThis;
  } catch {
    return false;
  }
}
