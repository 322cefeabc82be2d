import type { OrderView } from '@frontrow/common/contracts';

/**
 * Orders that wait to be paid, as this browser remembers them, so that every page can say so without asking anybody. What is
 * remembered may be old: whoever shows it has asked not long ago (components/site/held-orders.tsx).
 */
export interface HeldOrder {
  id: string;
  userId: string;
  /** By the device's clock, in milliseconds since 1970. */
  until: number;
}

type Order = Pick<OrderView, 'id' | 'userId' | 'secondsLeft'>;

const KEY = 'held-orders';
/** Tells the other parts of this page, which no `storage` event does. */
const CHANGED = 'held-orders';

export const readRaw = (): string => {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return ''; // a browser that keeps nothing
  }
};

/** Those of one account, the most pressing first. What cannot be read was never written by us. */
export function heldOf(raw: string, userId: string): HeldOrder[] {
  try {
    const all: HeldOrder[] = raw === '' ? [] : JSON.parse(raw);
    return all.filter((held) => held.userId === userId).sort((one, other) => one.until - other.until);
  } catch {
    return [];
  }
}

const toHeld = ({ id, userId, secondsLeft }: Order, now: number): HeldOrder[] =>
  secondsLeft === null ? [] : [{ id, userId, until: now + secondsLeft * 1000 }];

/** Remembers an order while it waits to be paid, and forgets it once that is decided. */
export function noteHeld(order: Order): void {
  const others = heldOf(readRaw(), order.userId).filter(({ id }) => id !== order.id);
  keep([...others, ...toHeld(order, Date.now())]);
}

/** Remembers these of an account, and no others. */
export const replaceHeld = (orders: Order[]): void => keep(orders.flatMap((order) => toHeld(order, Date.now())));

export const forgetHeld = (): void => keep([]);

function keep(held: HeldOrder[]): void {
  const raw = held.length === 0 ? '' : JSON.stringify(held);
  if (raw === readRaw()) return;
  try {
    if (raw === '') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, raw);
    window.dispatchEvent(new Event(CHANGED));
  } catch {
    // Then no page but the checkout itself tells of it.
  }
}

export function onHeldChange(callback: () => void): () => void {
  window.addEventListener('storage', callback);
  window.addEventListener(CHANGED, callback);
  return () => {
    window.removeEventListener('storage', callback);
    window.removeEventListener(CHANGED, callback);
  };
}
