import { type EventOf, ExpirationComplete, type FrontrowEvent, type OrderState } from '@frontrow/common/contracts';
import { type Bus, openBus, readEvents } from '@frontrow/common/messaging';
import { type RunningService, startService } from '@frontrow/common/service';
import { anOrder, eventOf, eventually, startTestNats, startTestRedis, type TestEngine } from '@frontrow/common/testing';
import type { Config, Resources } from '../src/config.ts';
import { expiration } from '../src/service.ts';

export type Expiration = RunningService<Config, Resources>;
export type Expired = EventOf<typeof ExpirationComplete>;

export interface Stage {
  nats: TestEngine;
  redis: TestEngine;
  /** The bus as orders sees it. */
  orders: Bus;
  environment: Record<string, string>;
  close(): Promise<void>;
}

/** Engines of this file's own, and what orders brings: its stream. */
export async function setStage(): Promise<Stage> {
  const [nats, redis] = await Promise.all([startTestNats(), startTestRedis()]);
  const orders = openBus({ url: nats.url, user: 'orders' });
  await eventually(() => orders.ensureStream('order'));
  return {
    nats,
    redis,
    orders,
    environment: {
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
      NATS_URL: nats.url,
      REDIS_URL: redis.url,
    },
    async close() {
      await orders.close();
      await Promise.all([nats.remove(), redis.remove()]);
    },
  };
}

export async function startExpiration({ environment }: Stage): Promise<Expiration> {
  const service = await startService(expiration, environment);
  await service.started;
  return service;
}

export const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

/** An order that is to be paid within so many milliseconds. */
export const anOrderDueIn = (ms: number, changes: Partial<OrderState> = {}) =>
  anOrder({ expiresAt: inMs(ms), ...changes });

export { eventOf };

/** Everything that expiration has said so far. */
export async function expirations({ orders }: Stage, orderId?: string): Promise<Expired[]> {
  const all = await readEvents(orders, 'expiration', new Date(0));
  return all.filter(isExpiration).filter((event) => !orderId || event.data.orderId === orderId);
}

const isExpiration = (event: FrontrowEvent): event is Expired => event.type === ExpirationComplete.type;
