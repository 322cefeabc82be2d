import { BacklogView } from '../contracts/index.ts';
import { operatorsOnly, type Route, route } from '../http/index.ts';
import type { BusBacklog, DatabaseBacklog } from './gauges.ts';

/** What the metrics say of the work that waits, for operators and their page: from the same looks, however many ask. */
export const getBacklog = (
  service: string,
  inDatabase: () => Promise<DatabaseBacklog>,
  onBus: () => Promise<BusBacklog>,
): Route =>
  route({
    method: 'get',
    path: '/backlog',
    summary: 'The events that wait to be published or handled, and those given up; for operators',
    session: 'required',
    answers: { 200: BacklogView },
    problems: [403],
    async handle({ session }) {
      operatorsOnly(session);
      const [database, bus] = await Promise.all([inDatabase(), onBus()]);
      return { status: 200, body: { service, ...database, ...bus } satisfies BacklogView };
    },
  });
