import { AdmissionIssued, StockUpdated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { type Bus, openBus } from '@frontrow/common/messaging';
import { aStock, eventOf, eventually } from '@frontrow/common/testing';
import { query, type ServiceDatabase } from '../../../system/support/databases.ts';
import { ports, secrets } from '../../../system/support/instance.ts';

/** A kind of message that cannot be handled: where it goes, who hears it, and what is to be said of it. */
export interface Poison {
  what: string;
  publisher: 'orders' | 'tickets';
  receiver: 'tickets' | 'orders';
  subject: string;
  payload: () => string;
  reason: RegExp;
}

const stockEvent = (changes: object = {}) => ({ ...eventOf(StockUpdated, aStock()), ...changes });

export const kinds: Poison[] = [
  {
    what: 'not JSON',
    publisher: 'orders',
    receiver: 'tickets',
    subject: 'stock.updated',
    payload: () => `{"no event": "${newId()}`,
    reason: /^not JSON$/,
  },
  {
    what: 'of an unknown type',
    publisher: 'orders',
    receiver: 'tickets',
    subject: 'stock.vanished',
    payload: () => JSON.stringify(stockEvent({ type: 'stock.vanished' })),
    reason: /^no such event: stock\.vanished$/,
  },
  {
    what: 'of another shape',
    publisher: 'orders',
    receiver: 'tickets',
    subject: 'stock.updated',
    payload: () => JSON.stringify(stockEvent({ data: { ...aStock(), capacity: 'many' } })),
    reason: /data\.capacity/,
  },
  {
    what: 'about what does not exist',
    publisher: 'tickets',
    receiver: 'orders',
    subject: 'admission.issued',
    payload: () => JSON.stringify(anAdmission(newId())),
    reason: /^order .+ is not known$/,
  },
  {
    what: 'that no handler survives',
    publisher: 'orders',
    receiver: 'tickets',
    subject: 'stock.updated',
    // As long as `breakHandler` lasts; no listing has so many units.
    payload: () => JSON.stringify(stockEvent({ data: aStock({ capacity: POISONOUS }) })),
    reason: /a storm|storm_poison|[Ff]ailed query/,
  },
];

const POISONOUS = 666_666;

export const anAdmission = (orderId: string) =>
  eventOf(AdmissionIssued, { orderId, ticketId: newId(), userId: newId(), admissions: [] } as never);

/** Makes tickets' handler fail for the poisonous stocks; resolves to the fix. */
export async function breakHandler(): Promise<() => Promise<void>> {
  const constraint = 'storm_poison';
  const fix = async () => void (await query('tickets', `alter table stock drop constraint if exists ${constraint}`));
  await fix();
  await query('tickets', `alter table stock add constraint ${constraint} check (capacity <> ${POISONOUS}) not valid`);
  return fix;
}

export async function publishPoison(count: number): Promise<void> {
  const buses = { orders: connect('orders'), tickets: connect('tickets') };
  try {
    for (const { publisher, subject, payload } of kinds) {
      const { client } = await eventually(() => buses[publisher].jetstream());
      await Promise.all(Array.from({ length: count / kinds.length }, () => client.publish(subject, payload())));
    }
  } finally {
    await Promise.all(Object.values(buses).map((bus) => bus.close()));
  }
}

const connect = (user: 'orders' | 'tickets'): Bus =>
  openBus({ url: `nats://127.0.0.1:${ports.nats}`, user, password: secrets.passwords[user] });

export interface Letter {
  id: string;
  reason: string;
  payload: string;
  subject: string;
  replayed: boolean;
}

/** The dead letters of a service since a moment of its database. */
export const lettersSince = (service: ServiceDatabase, since: string): Promise<Letter[]> =>
  query<Letter & Record<string, unknown>>(
    service,
    `select id, reason, payload, subject, replayed_at is not null as replayed from dead_letters
     where died_at > $1 order by died_at`,
    [since],
  );
