import type { Parts } from '../../infra/scale/costs.js';
import { processorTime as read } from '../bench/measure/processor-time.js';
import { stateDir } from '../system/support/instance.ts';

/** The processor time in ms that each part has used since it was started; `client` are the clients, which are in this process. */
export const processorTime = (): Parts => read(stateDir, { client: process.pid });
