import ipaddr from 'ipaddr.js';

/** What one person can hardly leave: an IPv4 address, or the /64 network that an IPv6 customer is given. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const ip = ipaddr.process(address);
  return ip instanceof ipaddr.IPv6 ? ip.parts.slice(0, 4).join(':') : ip.toString();
}
