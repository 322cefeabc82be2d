/** How long a device may let people in by its list after it was last heard of: the longest evening without a connection. */
export const LEASE_HOURS = 12;

interface LeaseTime {
  takenAt: string;
  expiresAt: string;
}

/**
 * When a scan that was made without a connection counts as made: when its device says so, but never outside the time of
 * its lease nor after now, whatever the clock of the device shows.
 */
export function scanTime(at: string, { takenAt, expiresAt }: LeaseTime, now: string): string {
  const [said, from, ...until] = [at, takenAt, expiresAt, now].map((instant) => Date.parse(instant)) as [
    number,
    number,
    number,
    number,
  ];
  return new Date(Math.max(from, Math.min(said, ...until))).toISOString();
}
