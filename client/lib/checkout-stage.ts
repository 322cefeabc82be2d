import type { OrderView, PaymentView } from '@frontrow/common/contracts';

/** What this page knows of the card that it sent last, before anybody else tells of it. */
export type Sent = 'paying' | 'leaving' | 'checking' | 'accepted' | 'declined';

/**
 * Where a checkout stands, which decides what may be said and pressed. `open`: a card may be sent · `paying`: one is on its
 * way · `leaving`: the bank's page is being opened · `bank`: it waits for the buyer there · `checking`: nobody knows yet what
 * became of it · `accepted`: the card is good · `paid`: the order is complete · `over`: it has ended without.
 */
export type Stage = 'open' | 'paying' | 'leaving' | 'bank' | 'checking' | 'accepted' | 'paid' | 'over';

interface Known {
  order: Pick<OrderView, 'status'>;
  /** As the page was drawn with it; undefined once the order has moved on since, and it may be old. */
  payment: Pick<PaymentView, 'status'> | undefined;
  sent: Sent | undefined;
  /** The buyer wants to use another card than the one that waits for its bank. */
  another: boolean;
}

export function stageOf({ order, payment, sent, another }: Known): Stage {
  if (order.status === 'complete') return 'paid';
  if (order.status === 'cancelled') return 'over';
  // The order hears of an answer later than whoever asked.
  if (sent === 'declined') return 'open';
  if (sent) return sent;
  if (payment?.status === 'authorized' || payment?.status === 'captured') return 'accepted';
  if (payment?.status === 'requires_action') return another ? 'open' : 'bank';
  const isUnderWay = order.status === 'awaiting:payment' || payment?.status === 'processing';
  return isUnderWay ? 'checking' : 'open';
}

/** Whether the deadline still decides anything, so that it may be shown. */
export const deadlineCounts = (stage: Stage): boolean => !['accepted', 'paid', 'over'].includes(stage);

/** Whether there is a form to look at, be it one whose button says what has become of it. */
export const hasForm = (stage: Stage): boolean => stage !== 'bank' && stage !== 'checking';

/** Whether the page has to find out by itself how it goes on, should nobody tell. */
export const awaitsNews = (stage: Stage): boolean => ['checking', 'accepted', 'paid', 'over'].includes(stage);
