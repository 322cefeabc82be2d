import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whose database it is. */
export type Owner = 'auth' | 'tickets' | 'orders' | 'payments';

/** Where the checker looks: the engines themselves, past the services and past any fault proxy between them. */
export interface Sources {
  /** A connection string for each database. */
  databases: Record<Owner, string>;
  nats: { url: string; passwords: Record<'orders' | 'tickets' | 'notifications', string> };
  /** The payment provider: its API, and the sandbox's books below `/_sandbox`. */
  provider: { url: string; secretKey: string };
}

/** The sources of the Frontrow whose state folder this is. */
export function sourcesOf(stateDir: string): Sources {
  const { ports, secrets } = JSON.parse(readFileSync(join(stateDir, 'state.json'), 'utf8')) as State;
  const { passwords, stripeSecretKey } = secrets;
  const database = (owner: Owner) => `postgres://${owner}:${passwords[owner]}@127.0.0.1:${ports.postgres}/${owner}`;
  return {
    databases: {
      auth: database('auth'),
      tickets: database('tickets'),
      orders: database('orders'),
      payments: database('payments'),
    },
    nats: {
      url: `nats://127.0.0.1:${ports.nats}`,
      passwords: {
        orders: passwords.orders!,
        tickets: passwords.tickets!,
        notifications: passwords.notifications!,
      },
    },
    provider: { url: `http://127.0.0.1:${ports.sandbox}`, secretKey: stripeSecretKey },
  };
}

interface State {
  ports: Record<string, number>;
  secrets: { passwords: Record<string, string>; stripeSecretKey: string };
}
