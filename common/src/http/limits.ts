import type { LimitName } from '../contracts/index.ts';

/** Who asks: the account, if there is a session, and the address that the request came from. */
export interface Asker {
  account: string | undefined;
  address: string;
}

export interface Limits {
  /** Counts a request against limits; throws a 429 that says when to come again. */
  admit(names: readonly LimitName[], asker: Asker): Promise<void>;
  /** Takes a seat among those that are held open; throws a 429 when there is none. Returns how to give it back. */
  seat(name: LimitName, asker: Asker): () => void;
}
