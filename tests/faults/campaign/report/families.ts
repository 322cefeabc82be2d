/** Faults that are alike share a colour and their targets a place in the picture. */
export type Family = 'process' | 'network' | 'provider' | 'events' | 'data';

export const families: Record<Family, string> = {
  process: 'processes: killed, crashed at a point, stopped, suspended, doubled, a wrong clock',
  network: 'links: cut, blackholed, one way only, slow',
  provider: 'the payment provider: refusals, lost replies, webhooks',
  events: 'events: again and shuffled, poison',
  data: 'stores: emptied, locked, out of connections',
};

export function familyOf(kind: string): Family {
  if (kind.startsWith('link')) return 'network';
  if (/^(stripe|webhooks)/.test(kind)) return 'provider';
  if (/events/.test(kind)) return 'events';
  if (/(emptied|deleted|slow consumer|exhausted)/.test(kind)) return 'data';
  return 'process';
}

/** The row of the picture in which a fault is drawn. */
export function rowOf({ kind, target }: { kind: string; target: string }): string {
  if (kind.startsWith('link')) return `link to ${target.split('-')[1]}`;
  if (kind.startsWith('stripe')) return 'provider';
  if (kind.startsWith('webhooks')) return 'webhooks';
  if (/events/.test(kind)) return 'events';
  if (kind === 'rolling restart') return 'all services';
  return target;
}
