import { z } from 'zod';

/**
 * What is for showing, not for running: the mailbox that everybody reads, the sandbox that takes any card, the operator whose
 * password is in this repository. Services refuse it under a name that others reach, unless they are told that it is for
 * showing there, too.
 */
export const PublicDemo = z.enum(['yes', 'no']).default('no');

/** Whether something that is only for showing may run under this address. */
export const maybeShown = ({ PUBLIC_URL, PUBLIC_DEMO }: { PUBLIC_URL: string; PUBLIC_DEMO: 'yes' | 'no' }): boolean =>
  PUBLIC_DEMO === 'yes' || isHere(PUBLIC_URL);

/** Whether an address is one of this machine, or of nobody (RFC 2606). */
function isHere(publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl);
  return /(^|\.)(localhost|test)$/.test(hostname) || /^(127\.[\d.]+|\[::1\])$/.test(hostname);
}
