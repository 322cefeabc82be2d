import type { Id } from '../contracts/index.ts';
import { type Queryable, statement } from '../database/index.ts';
import { loadInGroups } from './group.ts';

/** While the last look is not older than this (milliseconds), what is in memory is taken for true. */
const FRESH_MS = 5_000;
/** Commits come out of order: one that began this long ago (seconds) may still show up. */
const OVERLAP_S = 60;
/** After so many looks one is at all revocations, for transactions that stayed open for longer, and what is over is forgotten. */
const LOOKS_PER_WHOLE = 600;

/** The sessions that were revoked before they expired, in memory. */
export interface Revocations {
  has(id: Id): boolean;
  /** Adds one that this process has revoked. */
  add(id: Id, expiresAt: Date): void;
  /** Looks into the database for new ones; the look begins after the call. Rejects when the database is out of reach. */
  look(): Promise<void>;
  /** Sees to it that what is known is not older than five seconds, with a look if need be; rejects as `look` does. */
  beFresh(): Promise<void> | undefined;
  /** Calls back when there are new ones, until the returned function is called. */
  onNew(callback: () => void): () => void;
}

const findNoted = statement<{ id: string; over: number }>(
  'find_revocations',
  `select id, extract(epoch from expires_at)::float8 * 1000 as over from revoked_sessions
   where noted_at >= coalesce(statement_timestamp() - make_interval(secs => $1), '-infinity')
     and expires_at > statement_timestamp()`,
);

const note = statement(
  'note_revocation',
  'insert into revoked_sessions (id, expires_at) values ($1, $2) on conflict do nothing',
);

/** Opens the revocations of a service's database. Nothing is known before the first look; then somebody must look each second. */
export function openRevocations(from: Queryable, freshMs = FRESH_MS): Revocations {
  /** When each of them is over, in milliseconds since 1970. */
  const known = new Map<string, number>();
  const listeners = new Set<() => void>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looks = 0;

  function addAll(revoked: Iterable<[string, number]>) {
    const before = known.size;
    for (const [id, over] of revoked) known.set(id, over);
    if (known.size > before) for (const listener of listeners) listener();
  }

  const look = loadInGroups(async () => {
    const at = performance.now();
    const whole = looks % LOOKS_PER_WHOLE === 0;
    const rows = await findNoted(from, [whole ? null : (at - lookedAt) / 1000 + OVERLAP_S]);
    const now = Date.now();
    if (whole) for (const [id, over] of known) if (over < now) known.delete(id);
    addAll(rows.map(({ id, over }) => [id, over]));
    lookedAt = at;
    looks += 1;
    return new Map();
  });

  return {
    has: (id) => known.has(id),
    add: (id, expiresAt) => addAll([[id, expiresAt.getTime()]]),
    look: () => look('all'),
    beFresh: () => (performance.now() - lookedAt > freshMs ? look('all') : undefined),
    onNew(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
  };
}

/** Writes down that a session may no longer be used here; it is forgotten once its token is void by itself. */
export async function rememberRevocation(to: Queryable, id: Id, expiresAt: Date): Promise<void> {
  await note(to, [id, expiresAt.toISOString()]);
}
