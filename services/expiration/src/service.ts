import type { ServiceDefinition } from '@frontrow/common/service';
import { Config, type Resources } from './config.ts';
import { onOrderChanged } from './consumers/on-order-changed.ts';
import { deadLettersIn } from './store/dead-letters.ts';
import { openRedis } from './store/redis.ts';
import { openTimers } from './store/timers.ts';
import { announceExpiration } from './workers/announce-expiration.ts';
import { keepStream } from './workers/keep-stream.ts';
import { rebuildTimers } from './workers/rebuild-timers.ts';

export const expiration: ServiceDefinition<Config, Resources> = {
  name: 'expiration',
  config: Config,
  lingerMs: 20,
  consumers: [onOrderChanged],
  workers: [keepStream, rebuildTimers],
  deadLetters: (kit) => kit.resources.deadLetters,
  async open({ config, log, bus }) {
    const redis = openRedis(config, log);
    const timers = openTimers(redis, announceExpiration(bus), log);
    return {
      resources: { timers, deadLetters: deadLettersIn(redis) },
      checks: { redis: redis.check },
      close: timers.close,
    };
  },
};
