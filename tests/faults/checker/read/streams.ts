import { AckPolicy, DeliverPolicy, JetStreamApiError, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection, nanos } from '@nats-io/transport-node';
import type { Sources } from '../sources.ts';

/** A message as a stream keeps it. */
export interface Message {
  stream: string;
  seq: number;
  subject: string;
  payload: string;
  /** Its `Nats-Msg-Id`, with which its publisher lets the broker know it again; a copy that a test made has none. */
  messageId: string | undefined;
}

/** These users together may read all streams. */
const STREAMS = {
  orders: ['TICKETS', 'EXPIRATIONS', 'PAYMENTS', 'ADMISSIONS', 'SESSIONS'],
  tickets: ['USERS', 'STOCK', 'ORDERS'],
  notifications: ['PASSWORDS', 'EMAILS', 'CREDENTIALS'],
};
const BATCH = 1_000;
const STREAM_NOT_FOUND = 10059;

/** Reads every stream from its beginning to where it ends now. One that does not exist has no messages. */
export async function readStreams({ nats }: Sources): Promise<Message[]> {
  const found: Message[] = [];
  for (const [user, names] of Object.entries(STREAMS)) {
    const connection = await connect({
      servers: nats.url,
      user,
      pass: nats.passwords[user as keyof typeof STREAMS],
      name: 'checker',
      inboxPrefix: `_INBOX_${user}`,
      timeout: 10_000,
    });
    try {
      for (const name of names) for await (const message of messagesOf(connection, name)) found.push(message);
    } finally {
      await connection.close();
    }
  }
  return found;
}

async function* messagesOf(connection: NatsConnection, stream: string): AsyncGenerator<Message> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  try {
    const { name, num_pending } = await manager.consumers.add(stream, {
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.All,
      inactive_threshold: nanos(60_000),
      mem_storage: true,
    });
    const consumer = await jetstream(connection).consumers.get(stream, name);
    for (let left = num_pending; left > 0; ) {
      const before = left;
      const messages = await consumer.fetch({ max_messages: Math.min(BATCH, left), expires: 5_000 });
      for await (const message of messages) {
        left -= 1;
        const messageId = message.headers?.get('Nats-Msg-Id') || undefined;
        yield { stream, seq: message.seq, subject: message.subject, payload: message.string(), messageId };
      }
      if (left === before) throw new Error(`the broker stopped sending ${stream} with ${left} messages to go`);
    }
    await manager.consumers.delete(stream, name);
  } catch (error) {
    if (!(error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND)) throw error;
  }
}
