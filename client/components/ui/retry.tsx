'use client';
import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';

export function Retry() {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <button
      type="button"
      disabled={pending}
      onClick={() => start(() => router.refresh())}
      className="button button-quiet mt-3"
    >
      <RotateCw aria-hidden className={`size-4 ${pending ? 'animate-spin' : ''}`} />
      Try again
    </button>
  );
}
