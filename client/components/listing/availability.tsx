import type { TicketView } from '@frontrow/common/contracts';

type Stock = Pick<TicketView, 'status' | 'sales' | 'available' | 'quantity'>;

/** What is left of a listing, in the buyer's words. `scarce` is what deserves attention. */
export function describeStock({ status, sales, available, quantity }: Stock): {
  words: string;
  tone: 'gone' | 'scarce' | 'plenty';
} {
  if (status === 'cancelled') return { words: 'Cancelled', tone: 'gone' };
  if (sales === 'paused') return { words: 'Sales are paused', tone: 'gone' };
  if (sales === 'ended') return { words: 'Sales have ended', tone: 'gone' };
  if (available === 0) return { words: 'Sold out', tone: 'gone' };
  if (quantity === 1) return { words: 'One of a kind', tone: 'scarce' };
  if (available <= 10) return { words: `${available} left`, tone: 'scarce' };
  return { words: `${available} left`, tone: 'plenty' };
}

const tones = {
  gone: 'bg-sunken text-muted',
  scarce: 'bg-warn-soft text-warn',
  plenty: 'bg-good-soft text-good',
};

export function StockBadge({ stock }: { stock: Stock }) {
  const { words, tone } = describeStock(stock);
  return (
    <span className={`rounded-full px-2.5 py-0.5 text-sm font-semibold whitespace-nowrap ${tones[tone]}`}>{words}</span>
  );
}
