'use client';
import { useRouter } from 'next/navigation';
import { Confirm } from '@/components/ui/confirm';
import { browserApi } from '@/lib/api/browser';

export function CancelEvent({ id, title }: { id: string; title: string }) {
  const router = useRouter();
  return (
    <Confirm
      label="Cancel this event"
      confirmLabel="Cancel it for good"
      title={`Cancel “${title}”?`}
      danger
      act={() => browserApi.tickets.cancel(id)}
      done={router.refresh}
    >
      Every reservation ends, every buyer gets their money back, and no ticket is valid any more. This cannot be undone.
    </Confirm>
  );
}
