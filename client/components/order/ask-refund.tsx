'use client';
import { useRouter } from 'next/navigation';
import { Confirm } from '@/components/ui/confirm';
import { browserApi } from '@/lib/api/browser';

export function AskRefund({ orderId, total }: { orderId: string; total: string }) {
  const router = useRouter();
  return (
    <Confirm
      label="Return the tickets"
      confirmLabel={`Refund ${total}`}
      title="Return all tickets of this order?"
      danger
      act={() => browserApi.orders.cancel(orderId)}
      done={router.refresh}
    >
      They stop being valid, others can buy them, and {total} goes back to your card.
    </Confirm>
  );
}
