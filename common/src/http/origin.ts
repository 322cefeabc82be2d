import type { RequestHandler } from 'express';
import { forbidden } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses state-changing requests that a browser sends for another site (CSRF). Browsers name the relation in
 * Sec-Fetch-Site and the page's origin in Origin; programs send neither, and carry no one else's cookies.
 */
export function sameOriginOnly(publicUrl: string): RequestHandler {
  const ours = new URL(publicUrl).origin;
  return (request, _response, next) => {
    if (SAFE.has(request.method)) return next();
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const fromElsewhere =
      site === undefined ? origin !== undefined && origin !== ours : site !== 'same-origin' && site !== 'none';
    next(fromElsewhere ? forbidden({ message: 'this request came from another site', code: 'other_site' }) : undefined);
  };
}
