/**
 * Whether a request may be for this host, as its `Host` header says: by the public name, an address, or a name without a dot,
 * as networks of one's own have them. Any other was looked up where a stranger answers, who may lead a browser here under
 * a name of theirs and read what it gets (DNS rebinding).
 */
export function isOurHost(host: string | undefined | null, publicUrl: string): boolean {
  const url = `http://${host}`;
  if (!host || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  return hostname === new URL(publicUrl).hostname || isAddress || !hostname.includes('.');
}
