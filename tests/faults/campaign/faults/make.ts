import { ownServices } from '../../../system/support/processes.ts';
import { randomOf } from '../random.ts';
import type { PlannedFault } from '../schedule.ts';
import { connectionsExhausted, consumersSlow, poolExhausted } from './databases.ts';
import { natsStoreDeleted, redisEmptied } from './engines.ts';
import { poisoned, replayedShuffled } from './events.ts';
import type { Fault, FaultMaker } from './fault.ts';
import { clockWrong, crashedAt } from './hooks.ts';
import type { Kind } from './kinds.ts';
import { broken } from './links.ts';
import { doubled, killed, rolled, stopped, suspended } from './processes.ts';
import { answering, late, webhooks, withStatus } from './provider.ts';

const makers: Record<Kind, FaultMaker> = {
  kill: killed,
  'crash before-commit': crashedAt('before-commit'),
  'crash after-commit': crashedAt('after-commit'),
  'crash before-stripe': crashedAt('before-stripe'),
  'crash after-stripe': crashedAt('after-stripe'),
  'crash before-publish': crashedAt('before-publish'),
  'crash after-publish': crashedAt('after-publish'),
  'crash before-ack': crashedAt('before-ack'),
  'crash after-ack': crashedAt('after-ack'),
  stop: stopped,
  suspend: suspended,
  'rolling restart': rolled,
  'second replica': doubled,
  'clock wrong': clockWrong,
  'redis emptied': redisEmptied,
  'nats store deleted': natsStoreDeleted,
  'link cut': broken('cut'),
  'link blackholed': broken('block'),
  'link deaf': broken('block?way=there'),
  'link mute': broken('block?way=back'),
  'link slow': broken((random) => `delay?ms=${random.int(50, 500)}`),
  'stripe refuses': answering('error', withStatus),
  'stripe cuts': answering('cut'),
  'stripe is late': answering('delay', late),
  'stripe executes, then cuts': answering('execute-then-cut'),
  'stripe executes, then fails': answering('execute-then-error', withStatus),
  'stripe executes, then is late': answering('execute-then-delay', late),
  'webhooks late': webhooks('webhook-late', (random) => ({ delayMs: random.int(1_000, 10_000) })),
  'webhooks doubled': webhooks('webhook-duplicate', (random) => ({ count: random.int(2, 5) })),
  'webhooks reordered': webhooks('webhook-reorder', (random) => ({ count: random.int(3, 10), delayMs: 3_000 })),
  'webhooks dropped': webhooks('webhook-drop'),
  'events again, shuffled': replayedShuffled,
  'poison events': poisoned,
  'slow consumer': consumersSlow,
  'pool exhausted': poolExhausted,
  'connections exhausted': connectionsExhausted,
};

export const makeFault = ({ kind, target, seed }: PlannedFault): Fault => makers[kind](target, randomOf(seed));

/**
 * What a fault occupies: two that need the same at the same time would undo each other (a process that is suspended
 * cannot be stopped in order), so they come one after the other.
 */
export function occupied({ kind, target }: PlannedFault): string[] {
  if (kind.startsWith('link')) return [`link ${target}`];
  if (kind.startsWith('stripe')) return [`calls ${target}`, 'sandbox'];
  if (kind.startsWith('webhooks')) return ['webhooks', 'sandbox'];
  if (kind.startsWith('events') || kind.startsWith('poison')) return ['nats'];
  if (kind === 'slow consumer' || kind === 'pool exhausted') return ['postgres', `tables of ${target}`];
  if (kind === 'second replica') return [`replica of ${target}`];
  if (kind === 'rolling restart') return [...ownServices];
  return [target];
}
