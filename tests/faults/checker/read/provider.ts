import type { Sources } from '../sources.ts';

/** A movement of money, by the provider's own books; `refund_failed` takes a `refunded` back. */
export interface LedgerEntry {
  id: number;
  time: string;
  kind: 'authorized' | 'captured' | 'voided' | 'refunded' | 'refund_failed';
  paymentIntent: string;
  amount: number;
  currency: string;
  /** Null when nobody asked: the bank decided by itself, or the card's owner passed a challenge. */
  requestId: string | null;
  idempotencyKey: string | null;
}

export interface Intent {
  id: string;
  status: string;
  amount: number;
  currency: string;
  metadata: Record<string, string>;
}

export interface ProviderRecords {
  entries: LedgerEntry[];
  intents: Intent[];
}

/** Reads the ledger first, so that the intent of every entry is among those listed after it. */
export async function readProvider({ provider }: Sources): Promise<ProviderRecords> {
  const { entries } = (await get(provider, '/_sandbox/ledger')) as { entries: LedgerEntry[] };
  const intents: Intent[] = [];
  for (let more = true; more; ) {
    const after = intents.length > 0 ? `&starting_after=${intents.at(-1)!.id}` : '';
    const page = (await get(provider, `/v1/payment_intents?limit=100${after}`)) as {
      data: Intent[];
      has_more: boolean;
    };
    intents.push(
      ...page.data.map(({ id, status, amount, currency, metadata }) => ({ id, status, amount, currency, metadata })),
    );
    more = page.has_more;
  }
  return { entries, intents };
}

async function get({ url, secretKey }: Sources['provider'], path: string): Promise<unknown> {
  const response = await fetch(url + path, {
    headers: { authorization: `Bearer ${secretKey}` },
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`the payment provider answered ${response.status} to ${path}`);
  return response.json();
}
