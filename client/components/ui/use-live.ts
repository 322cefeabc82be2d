'use client';
import { useEffect, useState } from 'react';

interface Versioned {
  version: number;
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;

/**
 * The newest state of something the server streams, starting from what the page came with. The browser reconnects a
 * stream that broke off; one that was refused is opened again here, after longer and longer waits. `stop` ends it.
 */
export function useLive<T extends Versioned>(url: string, initial: T, stop: (state: T) => boolean = () => false) {
  const [state, setState] = useState({ value: initial, receivedAt: undefined as number | undefined });
  const newest = initial.version > state.value.version ? { value: initial, receivedAt: undefined } : state;
  const stopped = stop(newest.value);

  useEffect(() => {
    if (stopped) return;
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = FIRST_WAIT;

    const open = () => {
      source = new EventSource(url);
      source.addEventListener('state', (event) => {
        wait = FIRST_WAIT;
        const value: T = JSON.parse(event.data);
        setState((now) => (value.version >= now.value.version ? { value, receivedAt: performance.now() } : now));
      });
      source.addEventListener('error', () => {
        if (source.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(open, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      });
    };
    open();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [url, stopped]);

  return newest;
}
