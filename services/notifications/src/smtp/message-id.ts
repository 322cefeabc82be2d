import { createHash } from 'node:crypto';
import type { Mail } from '../mail.ts';

/** The same for the same mail however often it is sent, and whichever database it was written down in. */
export function messageId({ kind, topic, userId }: Pick<Mail, 'kind' | 'topic' | 'userId'>, publicUrl: string): string {
  const hash = createHash('sha256').update(`${kind}:${topic}:${userId}`).digest('hex').slice(0, 32);
  return `<${hash}@${new URL(publicUrl).hostname}>`;
}
