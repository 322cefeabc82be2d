'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Has the server draw the page again every so often, while somebody can see it. */
export function RefreshEvery({ seconds }: { seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds, router]);
  return null;
}
