import { eventually } from '@frontrow/common/testing';
import type pg from 'pg';
import { connectTo } from '../../../system/support/databases.ts';
import type { Fault, FaultMaker } from './fault.ts';
import { untilBack } from './processes.ts';

/** The table of each service that nearly everything it does needs. */
const tables: Record<string, string> = {
  auth: 'sessions',
  tickets: 'tickets',
  orders: 'orders',
  payments: 'payments',
  notifications: 'mails',
  audit: 'orders',
};
/** More than any pool and relay leave free. */
const CONNECTIONS = 200;

/** Holds a table of a service, as a long migration or a forgotten transaction would. */
const locked = (service: string, table: string): Fault => {
  let holder: pg.Client | undefined;
  return {
    async start() {
      await untilBack('postgres');
      holder = await eventually(() => connectTo(service)); // it answers, and may still be recovering
      await holder.query('begin');
      await holder.query(`lock table ${table} in access exclusive mode`);
    },
    async heal() {
      await holder?.end().catch(() => {});
    },
  };
};

/** No event can be noted as received for longer than the broker waits for its acknowledgement. */
export const consumersSlow: FaultMaker = (target) => locked(target, 'inbox');

/** Every connection of the service's pool ends up waiting for the same table. */
export const poolExhausted: FaultMaker = (target) => locked(target, tables[target]!);

/** The server itself takes no further connection. */
export const connectionsExhausted: FaultMaker = () => {
  const holders: pg.Client[] = [];
  return {
    async start() {
      await untilBack('postgres');
      const tried = await Promise.allSettled(Array.from({ length: CONNECTIONS }, () => connectTo('tickets')));
      for (const outcome of tried) if (outcome.status === 'fulfilled') holders.push(outcome.value);
    },
    async heal() {
      await Promise.all(holders.map((holder) => holder.end().catch(() => {})));
    },
  };
};
