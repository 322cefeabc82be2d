import type { BacklogView } from '@frontrow/common/contracts';

/** Where each service's API begins, below `/api`. Expiration has none. */
export const parts = {
  orders: 'orders',
  payments: 'payments',
  tickets: 'tickets',
  notifications: 'notifications',
  auth: 'users',
  audit: 'audit',
} as const;
export type Service = keyof typeof parts;
export const services = Object.keys(parts) as Service[];

/** What a service said each time it was asked, the newest last; undefined where it gave no answer. */
export type History = readonly (BacklogView | undefined)[];

/**
 * How a service copes, the worst first.
 *
 * - `silent`: it does not answer.
 * - `cut_off`: it cannot reach the bus, so its events wait.
 * - `stuck`: it reaches the bus, and events wait to be published all the same.
 * - `growing`: more comes in than it gets done.
 * - `partial`: something cannot be read now.
 * - `gave_up`: it gave events up that nobody has replayed.
 * - `unread`: it was not asked yet.
 */
export const states = [
  'silent',
  'cut_off',
  'stuck',
  'growing',
  'partial',
  'gave_up',
  'unread',
  'busy',
  'idle',
] as const;
export type State = (typeof states)[number];

/** Readings that are kept: whether work grows shows between the older and the newer half of them. */
const KEPT = 10;
/** So little is done within seconds, however it comes and goes. */
const LITTLE = 100;
/** An event is published within a fraction of a second when all is well. */
const LATE_SECONDS = 10;

export const remember = (history: History, reading: BacklogView | undefined): History =>
  [...history, reading].slice(-KEPT);

export function stateOf(history: History): State {
  if (history.length === 0) return 'unread';
  const last = history.at(-1);
  if (!last) return 'silent';
  if (!last.busConnected) return 'cut_off';
  if ((last.oldestPendingSeconds ?? 0) >= LATE_SECONDS) return 'stuck';
  if (grows(history)) return 'growing';
  const counts = [last.outboxPending, last.deadLetters, toHandle(last)];
  if (counts.includes(null)) return 'partial';
  if (last.deadLetters! > 0) return 'gave_up';
  return waiting(last) > 0 ? 'busy' : 'idle';
}

/** The state of the whole: the worst there is, and the services that are in it. */
export function standingOf(histories: Record<Service, History>): { state: State; services: Service[] } {
  const all = services.map((service) => ({ service, state: stateOf(histories[service]) }));
  const state = states.find((each) => all.some((one) => one.state === each))!;
  return { state, services: all.filter((one) => one.state === state).map(({ service }) => service) };
}

/** Events that the consumers of a service have not handled yet; null when that is not known of all of them. */
export const toHandle = ({ consumers }: BacklogView): number | null =>
  consumers.some(({ pending }) => pending === null) ? null : sum(consumers.map(({ pending }) => pending!));

const waiting = (reading: BacklogView) => (reading.outboxPending ?? 0) + (toHandle(reading) ?? 0);

/** Numbers come and go. Work grows when all newer readings are above all older ones, and there is more than a little of it. */
function grows(history: History): boolean {
  const known = history.filter((reading) => reading !== undefined).map(waiting);
  if (known.length < KEPT) return false;
  const [older, newer] = [known.slice(0, KEPT / 2), known.slice(KEPT / 2)];
  return known.at(-1)! > LITTLE && Math.min(...newer) > Math.max(...older);
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
