import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { stateDir } from '../../../system/support/instance.ts';
import { letRun, takeDown } from '../../../system/support/processes.ts';
import { flushRedis } from '../../../system/support/redis.ts';
import type { FaultMaker } from './fault.ts';
import { untilBack } from './processes.ts';

/** Every timer is gone. */
export const redisEmptied: FaultMaker = () => ({
  async start() {
    await untilBack('redis');
    await flushRedis();
  },
  heal: async () => {},
});

/** Every stream, every message and every consumer is gone. */
export const natsStoreDeleted: FaultMaker = () => ({
  async start() {
    await untilBack('nats');
    await takeDown('nats');
    rmSync(join(stateDir, 'nats', 'jetstream'), { recursive: true, force: true });
  },
  async heal() {
    await letRun('nats');
    await untilBack('nats');
  },
});
