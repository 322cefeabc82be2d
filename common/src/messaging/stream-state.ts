import type { ClusterInfo, StreamState } from '@nats-io/jetstream';
import { millis } from '@nats-io/transport-node';
import { type Aggregate, streams } from '../contracts/index.ts';
import { type Bus, isMissing } from './bus.ts';

/** Servers of a cluster hear of each other every second; one that was silent for so long is not counted. */
const SILENCE_MS = 5_000;

/**
 * What a stream holds, undefined when the broker says there is none. Rejects while no leader can vouch for it: a server
 * of a cluster that was cut off answers for a while with what it knew before (seen with nats-server 2.9.10).
 */
export async function readStreamState(bus: Bus, aggregate: Aggregate): Promise<StreamState | undefined> {
  const { manager } = await bus.jetstream();
  const { stream } = streams[aggregate];
  try {
    const { state, cluster } = await manager.streams.info(stream);
    if (!isVouchedFor(cluster)) throw new Error(`${stream} has no leader that most of its servers follow`);
    return state;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether who answered leads a stream, and heard lately from so many that there is no other leader. */
export function isVouchedFor(cluster: ClusterInfo | undefined): boolean {
  if (!cluster) return true; // one server alone
  const { leader, replicas = [] } = cluster;
  if (!leader) return false;
  const followers = replicas.filter(({ offline, active }) => !offline && millis(active) < SILENCE_MS);
  return (1 + followers.length) * 2 > 1 + replicas.length;
}
