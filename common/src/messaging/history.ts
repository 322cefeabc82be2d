import { AckPolicy, DeliverPolicy } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { type Aggregate, type FrontrowEvent, streams } from '../contracts/index.ts';
import { type Bus, isMissing } from './bus.ts';
import { parseEvent } from './subscription.ts';

const BATCH = 500;
const PULL_MS = 2_000;

/**
 * Reads an aggregate's events that the broker stored from `since` until now, oldest first, beside any durable consumer.
 * A stream that does not exist has none, and what is not an event is left to the durable consumers to bury.
 */
export async function readEvents(bus: Bus, aggregate: Aggregate, since: Date): Promise<FrontrowEvent[]> {
  const { client, manager } = await bus.jetstream();
  const { stream } = streams[aggregate];
  const events: FrontrowEvent[] = [];
  try {
    const { name, num_pending } = await manager.consumers.add(stream, {
      filter_subject: `${aggregate}.>`,
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: since.toISOString(),
      inactive_threshold: nanos(30_000),
      mem_storage: true,
    });
    const consumer = await client.consumers.get(stream, name);
    for (let left = num_pending; left > 0; ) {
      const before = left;
      for await (const message of await consumer.fetch({ max_messages: Math.min(BATCH, left), expires: PULL_MS })) {
        left -= 1;
        try {
          events.push(parseEvent(message.string()));
        } catch {}
      }
      if (left === before) throw new Error(`the broker stopped sending ${stream} with ${left} events to go`);
    }
    await manager.consumers.delete(stream, name);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return events;
}
