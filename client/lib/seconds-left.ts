import { useEffect, useState } from 'react';

/**
 * Counts down what the server said is left, since that came (`receivedAt`, by `performance.now()`) or the page did; the
 * device's own clock, right or wrong, plays no part.
 */
export function useSecondsLeft(secondsLeft: number | null, receivedAt: number | undefined): number {
  const [now, setNow] = useState<number>();
  const [mountedAt, setMountedAt] = useState<number>();
  useEffect(() => {
    setMountedAt(performance.now());
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const since = receivedAt ?? mountedAt;
  const elapsed = now === undefined || since === undefined ? 0 : Math.max(0, now - since) / 1000;
  return Math.max(0, Math.ceil((secondsLeft ?? 0) - elapsed));
}

/** `14:58` */
export const clockOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
