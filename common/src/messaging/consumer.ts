import { AckPolicy, type Consumer, DeliverPolicy } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { type Aggregate, streams } from '../contracts/index.ts';
import { type Bus, isMissing } from './bus.ts';
import { readStreamState } from './stream-state.ts';

/** How soon a message is delivered again whose receiver fell silent: short, for what a crash swallowed waits so long. */
export const ACK_WAIT_MS = 5_000;

/** What may change in a consumer that exists already. */
const settings = {
  ack_wait: nanos(ACK_WAIT_MS),
  // Without limit: events that wait for their next try would fill it, and hold up all that come after them.
  max_ack_pending: -1,
  max_deliver: -1,
};

/**
 * Makes a durable consumer of an aggregate's events if it is missing, and returns a handle to pull from. One that has
 * come further than its stream, which a power cut can set back, would pass over what is published next: it starts over.
 */
export async function ensureConsumer(bus: Bus, aggregate: Aggregate, durable: string): Promise<Consumer> {
  const { client, manager } = await bus.jetstream();
  const { stream } = streams[aggregate];
  try {
    const { delivered, config } = await manager.consumers.info(stream, durable);
    const state = await readStreamState(bus, aggregate); // asked second: a stream only grows
    if (state && delivered.stream_seq > state.last_seq) {
      await manager.consumers.delete(stream, durable);
      await add();
    } else if (config.max_ack_pending !== settings.max_ack_pending || config.ack_wait !== settings.ack_wait) {
      await manager.consumers.update(stream, durable, settings);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
    await add();
  }
  return client.consumers.get(stream, durable);

  async function add() {
    await manager.consumers.add(stream, {
      durable_name: durable,
      // nats-server before 2.10 knows one filter per consumer, so it is a wildcard over the aggregate.
      filter_subject: `${aggregate}.>`,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ...settings,
    });
  }
}
