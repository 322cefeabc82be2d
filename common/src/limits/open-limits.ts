import { Counter, type Registry } from 'prom-client';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Allowance, type Limit, type LimitProfile, limits } from '../contracts/index.ts';
import type { Asker, Limits } from '../http/index.ts';
import { consume, keyOf, networkOf, openLimiters, tooMany } from '../security/index.ts';

/** What is counted for longer than this is kept in the database. */
const LONGEST_IN_MEMORY = 60;
/** Whoever was refused a seat looks again after so many seconds. */
const SEAT_RETRY_SECONDS = 10;

const unlimited: Limits = { admit: async () => {}, seat: () => () => {} };

/**
 * Opens the limits of a service. Counts of minutes are kept by each process, so that the busiest routes ask no database;
 * those of hours in the table `limits`. Who is over one is remembered in memory, and costs nothing more until it is over.
 */
export function openLimits(profile: LimitProfile, pool: object | undefined, registry: Registry): Limits {
  const refused = new Counter({
    name: 'requests_limited_total',
    help: 'Requests that were refused since there were too many, by limit and by what was counted',
    labelNames: ['limit', 'by'],
    registers: [registry],
  });
  if (profile === 'generous' || !pool) return unlimited;
  const inDatabase = openLimiters(pool, { tableName: 'limits', remembersRefused: true });
  const open = (name: string, { points, seconds }: Allowance) =>
    seconds > LONGEST_IN_MEMORY
      ? inDatabase(name, points, seconds)
      : new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  const counters = new Map<string, ReturnType<typeof open>>();
  for (const [name, limit] of Object.entries(limits) as [string, Limit][]) {
    for (const by of ['account', 'network'] as const) {
      const allowance = limit[by];
      if (allowance && allowance.seconds > 0) counters.set(`${name} ${by}`, open(`${name}_${by}`, allowance));
    }
  }
  const taken = new Map<string, number>();
  const whoOf = ({ account, address }: Asker) => [
    ...(account === undefined ? [] : [['account', account] as const]),
    ['network', networkOf(address)] as const,
  ];

  return {
    async admit(names, asker) {
      for (const limit of names) {
        for (const [by, who] of whoOf(asker)) {
          const counter = counters.get(`${limit} ${by}`);
          if (!counter) continue;
          await consume(counter, keyOf(who), async () => {
            refused.inc({ limit, by });
            return undefined;
          });
        }
      }
    },
    seat(name, asker) {
      const seats = whoOf(asker).map(([by, who]) => ({
        by,
        key: `${name} ${by} ${who}`,
        most: (limits[name] as Limit)[by]?.points,
      }));
      for (const { by, key, most } of seats) {
        if (most === undefined || (taken.get(key) ?? 0) < most) continue;
        refused.inc({ limit: name, by });
        throw tooMany(SEAT_RETRY_SECONDS, 'too_many_open', 'too many pages of this are open at a time');
      }
      for (const { key } of seats) taken.set(key, (taken.get(key) ?? 0) + 1);
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        for (const { key } of seats) {
          const left = taken.get(key)! - 1;
          if (left > 0) taken.set(key, left);
          else taken.delete(key);
        }
      };
    },
  };
}
