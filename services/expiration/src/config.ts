import type { DeadLetterStore } from '@frontrow/common/messaging';
import { baseConfig, type Kit } from '@frontrow/common/service';
import { z } from 'zod';
import type { Timers } from './store/timers.ts';

export const Config = z.object({
  ...baseConfig,
  /**
   * Addresses of Sentinels (`host:port,host:port`), which know the primary of the moment: the host of REDIS_URL is then
   * the name that they have for it.
   */
  REDIS_SENTINELS: z
    .string()
    .regex(/^[\w.-]+:\d+(,[\w.-]+:\d+)*$/, 'must be like a:26379,b:26379')
    .optional(),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must be like redis://:password@127.0.0.1:6379/0'),
});
export type Config = z.infer<typeof Config>;

export interface Resources {
  timers: Timers;
  deadLetters: DeadLetterStore;
}
export type ExpirationKit = Kit<Config, Resources>;
