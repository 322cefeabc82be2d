'use client';
import { useCallback, useContext, useSyncExternalStore } from 'react';
import { DrawnAt } from './reader';

/** No timer waits longer. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * The latest of these moments that has come, for rules that ask whether one has: between two of them their answers do not
 * change. It is judged by the reader's clock, and again by itself when the next one comes. A page begins with what held when
 * the server drew it, so that both draw the same.
 */
export function useAsOf(moments: (Date | string | null)[]): Date {
  const drawnAt = useContext(DrawnAt);
  const key = moments.flatMap((moment) => (moment === null ? [] : [new Date(moment).getTime()])).join(' ');
  const follow = useCallback((changed: () => void) => watch(read(key), changed), [key]);
  const latest = (now: number) => Math.max(0, ...read(key).filter((instant) => instant <= now));
  return new Date(
    useSyncExternalStore(
      follow,
      () => latest(Date.now()),
      () => latest(drawnAt),
    ),
  );
}

const read = (key: string): number[] => (key === '' ? [] : key.split(' ').map(Number));

/** Tells of each instant when it comes. A device that slept has stopped timers, so it looks when it is woken, too. */
function watch(instants: number[], changed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function wait() {
    clearTimeout(timer);
    const next = Math.min(...instants.filter((instant) => instant > Date.now()));
    if (next !== Number.POSITIVE_INFINITY) timer = setTimeout(look, Math.min(next - Date.now(), LONGEST_WAIT_MS));
  }
  function look() {
    changed();
    wait();
  }
  wait();
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
