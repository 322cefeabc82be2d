'use client';
import { type ComponentProps, lazy, Suspense } from 'react';
import type { HeldOrders as Held } from './held-orders';

const HeldOrders = lazy(async () => ({ default: (await import('./held-orders')).HeldOrders }));

/** What only members load: the header is part of every page, and most visitors hold nothing. */
export const HeldOrdersLater = (props: ComponentProps<typeof Held>) => (
  <Suspense>
    <HeldOrders {...props} />
  </Suspense>
);
