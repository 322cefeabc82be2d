import type { ServiceDefinition } from '@frontrow/common/service';
import { Config } from './config.ts';
import { onEvent } from './consumers/on-event.ts';
import { promises } from './promises.ts';
import { eventsHeard, lagSeconds } from './store/books.ts';
import { findingsOpen } from './store/findings.ts';
import { acknowledgeFinding } from './use-cases/acknowledge-finding.ts';
import { getFinding } from './use-cases/get-finding.ts';
import { getOrder } from './use-cases/get-order.ts';
import { getPromises } from './use-cases/get-promises.ts';
import { listFindings } from './use-cases/list-findings.ts';
import { forget } from './workers/forget.ts';
import { judge } from './workers/judge.ts';

export const audit: ServiceDefinition<Config, undefined> = {
  name: 'audit',
  config: Config,
  prefix: '/api/audit',
  migrations: new URL('../migrations', import.meta.url),
  routes: [getPromises, listFindings, getFinding, acknowledgeFinding, getOrder],
  lingerMs: 100,
  plansAnew: ['requests', 'background'],
  consumers: [onEvent],
  workers: [judge, forget],
  gauges: [findingsOpen(Object.keys(promises)), eventsHeard, lagSeconds],
};
