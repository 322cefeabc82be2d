'use client';
import type { OrderView } from '@frontrow/common/contracts';
import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { useLive } from '@/components/ui/use-live';
import { noteHeld } from '@/lib/held-orders';

interface Live {
  order: OrderView;
  /** Whether the page was drawn with this state, and what came with it is as new. */
  isDrawn: boolean;
  /** When this state came, by `performance.now()`; undefined for the one that the page was drawn with. */
  receivedAt: number | undefined;
}
const Context = createContext<Live | undefined>(undefined);

export function useOrder(): Live {
  const live = useContext(Context);
  if (!live) throw new Error('useOrder needs a LiveOrder around it');
  return live;
}

const isDecided = ({ status }: OrderView) => status === 'complete' || status === 'cancelled';

/** Follows an order until it is cancelled; whatever the server draws of it is drawn anew at every change. */
export function LiveOrder({ order, children }: { order: OrderView; children: ReactNode }) {
  const router = useRouter();
  const live = useLive(`/api/orders/${order.id}/stream`, order, ({ status }) => status === 'cancelled');
  const { version } = live.value;

  useEffect(() => {
    if (version > order.version) router.refresh();
  }, [version, order.version, router]);

  // What an order has come to is at the top of its page; its headline takes the focus of the form that is gone.
  const shown = useRef(order.status);
  useEffect(() => {
    if (order.status !== shown.current && isDecided(order)) {
      window.scrollTo({ top: 0 });
      document.getElementById('outcome')?.focus({ preventScroll: true });
    }
    shown.current = order.status;
  }, [order]);

  // A phone that slept has a stopped clock and maybe a dead stream: look again when it wakes up.
  useEffect(() => {
    const wake = () => document.visibilityState === 'visible' && router.refresh();
    document.addEventListener('visibilitychange', wake);
    return () => document.removeEventListener('visibilitychange', wake);
  }, [router]);

  useEffect(() => noteHeld(live.value), [live.value]);

  const value = { order: live.value, receivedAt: live.receivedAt, isDrawn: version <= order.version };
  return <Context value={value}>{children}</Context>;
}
