import { setTimeout as sleep } from 'node:timers/promises';
import { type Load, MEASURED_AT } from '../../infra/scale/costs.js';
import { query } from '../system/support/databases.ts';
import { ports } from '../system/support/instance.ts';
import { askForOrder, sell } from '../system/support/market.ts';
import { newcomer, type Person } from '../system/support/people.ts';

const BUYERS = 200;

/** The stack lets buyers hold as much as they like, so that none is ever refused. */
const market = (async () => {
  const seller = await newcomer();
  const { listings } = MEASURED_AT.together;
  const sold = await Promise.all(Array.from({ length: listings }, () => sell(seller, { quantity: 100_000 })));
  const buyers = await Promise.all(Array.from({ length: BUYERS }, () => newcomer()));
  return { listings: sold.map(({ id }) => id), buyers };
})();

/** When a reservation was answered, by this process's clock, and how long that took, in ms. */
interface Answered {
  at: number;
  took: number;
}

/** Reserves from so many clients at once, as fast as they are answered, until `isOver`. */
export async function load({ clients, listings }: Load, isOver: (done: number) => boolean): Promise<Answered[]> {
  const { buyers, listings: ids } = await market;
  const answered: Answered[] = [];
  let next = 0;
  const lane = async (_: unknown, lane: number) => {
    const own = buyers.slice(lane * Math.floor(BUYERS / clients), (lane + 1) * Math.floor(BUYERS / clients));
    while (!isOver(answered.length)) {
      const turn = next++;
      const since = performance.now();
      await reserveOnce(own[turn % own.length]!, ids[turn % listings]!);
      const at = performance.now();
      answered.push({ at, took: at - since });
    }
  };
  await Promise.all(Array.from({ length: clients }, lane));
  return answered;
}

async function reserveOnce(buyer: Person, ticketId: string) {
  const { status, body } = await askForOrder(buyer, ticketId);
  if (status !== 201) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
}

/** Resolves once every event of a reservation has been published, and has come to all who hear it. */
export async function followedThrough(): Promise<void> {
  while ((await toPublish()) + (await toHear()) > 0) await sleep(100);
}

async function toPublish() {
  const [row] = await query<{ n: number }>(
    'orders',
    'select count(*)::int as n from outbox where published_at is null',
  );
  return row!.n;
}

interface Heard {
  num_pending: number;
  num_ack_pending: number;
}

async function toHear() {
  const answer = await fetch(`http://127.0.0.1:${ports.natsMonitor}/jsz?consumers=true`);
  const { account_details } = (await answer.json()) as {
    account_details: { stream_detail: { consumer_detail?: Heard[] }[] }[];
  };
  const all = account_details.flatMap((account) =>
    account.stream_detail.flatMap((stream) => stream.consumer_detail ?? []),
  );
  if (all.length === 0) throw new Error('the broker tells of no consumer');
  return all.reduce((sum, { num_pending, num_ack_pending }) => sum + num_pending + num_ack_pending, 0);
}
