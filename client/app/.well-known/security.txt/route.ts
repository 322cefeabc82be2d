import { config } from '@/lib/config';
import { securityText } from '@/lib/security-text';

export const dynamic = 'force-dynamic';

/** Whom to tell of a hole in this installation (RFC 9116); nothing, where nobody was named. */
export function GET(): Response {
  const { securityContact, publicUrl } = config;
  if (!securityContact) return new Response('Nobody is named here yet.\n', { status: 404 });
  const text = securityText({ contact: securityContact, publicUrl, now: new Date() });
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
