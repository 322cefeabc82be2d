'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;

/** Has the server draw the page again, after longer and longer waits, until what is awaited is there. */
export function RefreshUntil({ done }: { done: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (done) return;
    let wait = FIRST_WAIT;
    let timer = setTimeout(function again() {
      router.refresh();
      wait = Math.min(wait * 1.5, LONGEST_WAIT);
      timer = setTimeout(again, wait);
    }, wait);
    return () => clearTimeout(timer);
  }, [done, router]);
  return null;
}
