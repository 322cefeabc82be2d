import { type Aggregate, streams } from '../contracts/index.ts';
import { type Bus, isMissing } from './bus.ts';
import { readStreamState } from './stream-state.ts';

/** How far a durable consumer has come, in the stream's own numbers. */
export interface Progress {
  /** The number of the newest event in the stream. */
  head: number;
  /** Everything up to this number has been handled. */
  handled: number;
}

/** Asks the broker how far a consumer has come; a stream that does not exist has nothing to be behind with. */
export async function readProgress(bus: Bus, aggregate: Aggregate, durable: string): Promise<Progress> {
  const { manager } = await bus.jetstream();
  const { stream } = streams[aggregate];
  const head = (await readStreamState(bus, aggregate))?.last_seq ?? 0;
  try {
    const { ack_floor, num_pending, num_ack_pending } = await manager.consumers.info(stream, durable);
    // What the stream dropped by age before it was asked for is pending no more, and never acknowledged.
    return { head, handled: num_pending + num_ack_pending === 0 ? head : ack_floor.stream_seq };
  } catch (error) {
    if (!isMissing(error)) throw error;
    return { head, handled: 0 };
  }
}
