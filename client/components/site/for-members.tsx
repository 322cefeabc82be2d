'use client';
import { HeldOrders } from './held-orders';
import { useStillHere } from './still-here';

/** What the header does for members, on every page. */
export function ForMembers({ userId }: { userId: string }) {
  useStillHere();
  return <HeldOrders userId={userId} />;
}
