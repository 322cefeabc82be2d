/**
 * What a cookie is called at an address. Where there is TLS its name keeps other hosts of the same domain, and anyone without
 * TLS, from setting it (`__Host-`, RFC 6265bis); browsers take that name nowhere else, so each address has one name for it.
 */
export const cookieName = (publicUrl: string, name: string): string =>
  publicUrl.startsWith('https:') ? `__Host-${name}` : name;

/** Holds the session's token. */
export const SESSION_COOKIE = 'session';
