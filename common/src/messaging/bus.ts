import {
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { connect, type NatsConnection, nanos } from '@nats-io/transport-node';
import { type Aggregate, aggregateOf, type Envelope, streams } from '../contracts/index.ts';

const DAY = 24 * 60 * 60 * 1000;
/** How long a stream keeps its events. The inbox remembers for longer, so that a replay repeats nothing. */
const STREAM_AGE_MS = 7 * DAY;

export interface BusOptions {
  /** Of the server, or of several with commas between: one of them is enough to find the others. */
  url: string;
  /** The NATS user; also names the connection and its private inbox. */
  user: string;
  password?: string | undefined;
  /** How many servers keep each stream that is made here; one if not said. */
  replicas?: number | undefined;
  onStatus?: (status: 'connected' | 'disconnected' | 'unreachable', detail: string) => void;
}

export interface Bus {
  /** Whether the broker is in reach. While it is not, everything below rejects at once. */
  readonly connected: boolean;
  /** How many servers keep each stream that is made here. */
  readonly replicas: number;
  /** Rejects when the broker is out of reach. */
  check(): Promise<void>;
  /** Publishes one event and resolves, once the broker has stored it, to its place in the stream. */
  publish(envelope: Envelope): Promise<number>;
  /** Publishes an event that is on paper already: `body` is its envelope in JSON. */
  publishBody(event: Pick<Envelope, 'id' | 'type'>, body: string): Promise<number>;
  /**
   * Tells all replicas of this service something that they would find out by themselves, only later: nobody keeps it, and
   * whoever is not connected misses it. The sender hears it, too.
   */
  signal(topic: string, payload?: string): void;
  /** Calls back for each signal of a topic. */
  onSignal(topic: string, callback: (payload: string) => void): void;
  /** Makes the stream of an aggregate if it is missing. */
  ensureStream(aggregate: Aggregate): Promise<void>;
  /** Removes the stream of an aggregate with its consumers, for one that is to be filled anew. */
  removeStream(aggregate: Aggregate): Promise<void>;
  /** The JetStream API, for those who consume. */
  jetstream(): Promise<{ client: JetStreamClient; manager: JetStreamManager }>;
  /** Calls back at the first connection and after every reconnection, until the returned function is called. */
  onConnect(callback: () => void): () => void;
  close(): Promise<void>;
}

/** Opens a connection that never gives up: it is made in the background and made again whenever it breaks. */
export function openBus({ url, user, password, replicas = 1, onStatus }: BusOptions): Bus {
  const listeners = new Set<() => void>();
  const underWay = new Set<(error: Error) => void>();
  const signals = new Map<string, (payload: string) => void>();
  let connection: NatsConnection | undefined;
  let apis: Promise<{ client: JetStreamClient; manager: JetStreamManager }> | undefined;
  let connected = false;
  let closing = false;

  async function connectAtLast() {
    for (let wait = 100; !closing; wait = Math.min(wait * 2, 1_000)) {
      try {
        connection = await connect({
          servers: url.split(','),
          user: password === undefined ? undefined : user,
          pass: password,
          name: user,
          inboxPrefix: `_INBOX_${user}`,
          maxReconnectAttempts: -1,
          ignoreAuthErrorAbort: true,
          reconnectTimeWait: 250,
          pingInterval: 2_000, // a server that is cut off is left for another after 4 to 6 s
          maxPingOut: 2,
          noAsyncTraces: true, // or each request makes an error in advance, only to know where it came from
          timeout: 5_000,
        });
        if (closing) return void (await connection.close());
        // checkAPI would ask the server for the account's limits, which a service has no permission (and no need) to see.
        const [nc, client] = [connection, jetstream(connection)];
        apis = jetstreamManager(nc, { checkAPI: false }).then((manager) => ({ client, manager }));
        await apis;
        for (const [topic, callback] of signals) listen(nc, topic, callback);
        void watch(connection);
        announce();
        return;
      } catch (error) {
        onStatus?.(
          'unreachable',
          `cannot reach NATS at ${url} (${(error as Error).message}): is it running, and is NATS_URL right? Trying again.`,
        );
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }
  void connectAtLast();

  function announce() {
    connected = true;
    onStatus?.('connected', `connected to NATS at ${url}`);
    for (const listener of listeners) listener();
  }

  async function watch(nc: NatsConnection) {
    for await (const status of nc.status()) {
      if (status.type === 'disconnect') {
        connected = false;
        for (const giveUp of underWay) giveUp(new Error(`lost NATS at ${url}`));
        if (!closing) onStatus?.('disconnected', `lost NATS at ${url}; trying again`);
      } else if (status.type === 'reconnect') announce();
    }
    connected = false;
  }

  /** Ends a request when the connection breaks: its answer would never come, and a time-out is long. */
  const unlessLost = <T>(request: Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      underWay.add(reject);
      request.then(resolve, reject).finally(() => underWay.delete(reject));
    });

  async function api() {
    if (!connected || !apis) throw new Error(`cannot reach NATS at ${url}`);
    return apis;
  }

  const subjectOf = (topic: string) => `signal.${user}.${topic}`;

  function listen(nc: NatsConnection, topic: string, callback: (payload: string) => void) {
    nc.subscribe(subjectOf(topic), {
      callback: (error, message) => {
        if (!error) callback(message.string());
      },
    });
  }

  async function publishBody({ id, type }: Pick<Envelope, 'id' | 'type'>, body: string) {
    const { client } = await api();
    const { stream } = streams[aggregateOf(type)];
    const options = { msgID: id, expect: { streamName: stream }, timeout: 5_000 };
    return (await unlessLost(client.publish(type, body, options))).seq;
  }

  return {
    jetstream: api,
    replicas,
    get connected() {
      return connected;
    },
    async check() {
      await api();
    },
    publish: (envelope) => publishBody(envelope, JSON.stringify(envelope)),
    publishBody,
    signal(topic, payload = '') {
      if (connected) connection?.publish(subjectOf(topic), payload);
    },
    onSignal(topic, callback) {
      signals.set(topic, callback);
      if (connected && connection) listen(connection, topic, callback);
    },
    async ensureStream(aggregate) {
      const { manager } = await api();
      const { stream } = streams[aggregate];
      try {
        const { config } = await unlessLost(manager.streams.info(stream));
        // Raised when a single server has become a cluster; lowering is left to an operator.
        if (config.num_replicas < replicas) {
          await unlessLost(manager.streams.update(stream, { num_replicas: replicas }));
        }
        return;
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      await unlessLost(
        manager.streams.add({
          name: stream,
          subjects: [`${aggregate}.>`],
          retention: RetentionPolicy.Limits,
          storage: StorageType.File,
          num_replicas: replicas,
          max_age: nanos(STREAM_AGE_MS),
          duplicate_window: nanos(10 * 60 * 1000),
        }),
      );
    },
    async removeStream(aggregate) {
      const { manager } = await api();
      await unlessLost(manager.streams.delete(streams[aggregate].stream));
    },
    onConnect(callback) {
      listeners.add(callback);
      if (connected) callback();
      return () => listeners.delete(callback);
    },
    async close() {
      closing = true;
      await connection?.close();
    },
  };
}

/** Whether the broker said that a stream or consumer does not exist. */
export const isMissing = (error: unknown): boolean =>
  error instanceof JetStreamApiError && (error.code === 10059 || error.code === 10014);
