import { setTimeout as wait } from 'node:timers/promises';
import { coresAtRest, memoryOfNode, sum } from '../measure/at-rest.js';
import { reserve } from './reserving.js';

/** @type {import('./index.js').Load} */
export default {
  name: 'rest',
  title: 'At rest after load',
  unit: 'second',
  asserts: 'the load before it is answered, and its backlog drains',
  figures: {
    cores: { label: 'the whole stack', unit: 'cores', better: 'less', target: 0.05 },
    memory: { label: 'all Node processes (PSS)', unit: 'MiB', better: 'less', target: 700 },
    client: { label: 'of these, the client', unit: 'MiB', better: 'less' },
    tickets: { label: 'of these, tickets', unit: 'MiB', better: 'less' },
    orders: { label: 'of these, orders', unit: 'MiB', better: 'less' },
    postgres: { label: 'of the stack, PostgreSQL', unit: 'cores', better: 'less' },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const listings = [await bench.sell()];
    const forMs = bench.pick(10_000, 3_000);
    await reserve(bench, { listings, how: { closedForMs: forMs, atMost: 100_000 } }, wrong);
    const pages = { recipe: 'get', params: { paths: ['/', `/tickets/${listings[0]}`] } };
    await bench.send({ origin: bench.url, connections: 16, ...pages, how: { closedForMs: forMs } }, wrong);
    await bench.drained();
    // What cleans up after the load is part of it: autovacuum, once a minute, and V8, which gives memory back.
    await wait(bench.pick(70_000, 10_000), undefined, { signal: bench.signal });
    const { cores, processor, took } = await coresAtRest(bench, bench.pick(30_000, 8_000));
    const memory = memoryOfNode(bench.dir);
    return {
      figures: {
        cores,
        memory: sum(memory),
        client: memory.client ?? Number.NaN,
        tickets: memory.tickets ?? Number.NaN,
        orders: memory.orders ?? Number.NaN,
        postgres: (processor.postgres ?? 0) / took,
      },
      processor,
      units: took / 1_000,
      wrong,
    };
  },
};
