import { setTimeout as sleep } from 'node:timers/promises';
import { TicketView, toMinor } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { newcomer, type Person } from '../../../system/support/people.ts';
import type { Journal } from '../journal.ts';
import type { Random } from '../random.ts';
import { type Ask, GaveUp } from './client.ts';

/** A listing that is on sale, as its seller and the buyers know it. */
export interface Stall {
  id: string;
  seller: Person;
  size: 'single' | 'scarce' | 'large';
  /** Major units; changes when its seller changes it. */
  price: number;
  currency: string;
  cancelled: boolean;
  /** Operators took it off sale for a while, if only for a moment. */
  takenDown: boolean;
  /** How often buyers were told that nothing is left. */
  refusals: number;
}

const quantities = { single: 1, scarce: 20, large: 400 } as const;
/** As many of each size are open at a time: few enough for the buyers to fight over them. */
const open: Stall['size'][] = ['single', 'single', 'scarce', 'scarce', 'scarce', 'large', 'large', 'large'];
const prices: Record<string, number[]> = {
  EUR: [19.5, 45, 120],
  USD: [25, 49.99],
  GBP: [18, 75.25],
  JPY: [2500, 9800],
  SEK: [290, 1250],
};
/** What is lost is given back by expiry and refunds, so buyers ask a few more times before a stall is left. */
const PATIENCE = { single: 4, scarce: 12, large: 40 };

export type Market = ReturnType<typeof openMarket>;

/** The sellers' side: listings of every size, new ones for those that are sold out or called off. */
export function openMarket(ask: Ask, journal: Journal, random: Random) {
  const stalls: (Promise<Stall> | undefined)[] = open.map(() => undefined);
  const all = new Map<string, Stall>();

  async function list(size: Stall['size']): Promise<Stall> {
    const seller = await newcomer();
    const currency = random.pick(Object.keys(prices));
    const price = random.pick(prices[currency]!);
    const body = { title: `${size} ${newId().slice(-12)}`, price, currency, quantity: quantities[size] };
    const answer = await ask(seller, { method: 'POST', path: '/api/tickets', body, key: newId() });
    const { id } = TicketView.parse(answer.body);
    journal.answered('listed', id);
    const stall = { id, seller, size, price, currency, cancelled: false, takenDown: false, refusals: 0 };
    all.set(id, stall);
    return stall;
  }

  const isOver = ({ cancelled, refusals, size }: Stall) => cancelled || refusals >= PATIENCE[size];

  return {
    stallOf: (ticketId: string) => all.get(ticketId)!,

    /** A stall to buy from. */
    async choose(chance: Random): Promise<Stall> {
      for (;;) {
        const index = chance.int(0, open.length - 1);
        stalls[index] ??= list(open[index]!);
        const listing = stalls[index];
        const stall = await listing.catch(() => undefined);
        if (stall && !isOver(stall)) return stall;
        if (stalls[index] === listing) stalls[index] = undefined;
        if (!stall) throw new GaveUp('nothing could be put on sale');
      }
    },

    /** A seller has second thoughts about the price or the quantity of a listing. */
    async edit(stall: Stall, chance: Random): Promise<void> {
      const changes: { price?: number; quantity?: number } =
        chance.next() < 0.5
          ? { price: chance.pick(prices[stall.currency]!) }
          : { quantity: quantities[stall.size] + chance.int(-3, 10) };
      if (stall.size === 'single') changes.quantity = 1;
      const request = { method: 'PUT', path: `/api/tickets/${stall.id}`, body: changes } as const;
      const { status, body } = await ask(stall.seller, request);
      if (status !== 200) return;
      const { price, currency, quantity } = TicketView.parse(body);
      journal.answered('edited', stall.id, { price: toMinor(price, currency)!, quantity });
      stall.price = price;
    },

    /** Operators take it off sale, look into it, and put it back. */
    async takeDown(stall: Stall, chance: Random): Promise<void> {
      stall.takenDown = true; // also if the answer is lost
      const [operator, path] = [await newcomer('operator'), `/api/tickets/${stall.id}/suspension`];
      const body = { ground: 'terms', reason: 'looked into' };
      const { status } = await ask(operator, { method: 'POST', path, body, key: newId() });
      if (status !== 200) return; // it was called off meanwhile
      await sleep(chance.int(0, 2_000));
      await ask(operator, { method: 'DELETE', path, body: { reason: 'all is well' } });
    },

    /** The event is called off: whoever paid gets the money back. */
    async callOff(stall: Stall): Promise<void> {
      stall.cancelled = true; // also if the answer is lost
      const request = { method: 'POST', path: `/api/tickets/${stall.id}/cancel`, key: newId() } as const;
      const { status } = await ask(stall.seller, request);
      if (status === 200) journal.answered('called-off', stall.id);
    },
  };
}
