import { setTimeout as sleep } from 'node:timers/promises';
import { SessionRevoked } from '../contracts/index.ts';
import type { Revocations } from '../http/index.ts';
import { type Projection, project, revokedSessions } from '../messaging/index.ts';
import type { OnEvents } from './definition.ts';
import type { Worker } from './worker.ts';

/** Keeps what auth has revoked. A revocation is forgotten once the session's token is void by itself. */
export const applyRevocations = (revocations: Revocations): Projection =>
  project(
    {
      name: 'revoked_sessions',
      table: revokedSessions,
      key: 'id',
      toRow: ({ id, expiresAt }) => ({ id, expiresAt: new Date(expiresAt) }),
      isOver: ({ expiresAt }) => new Date(expiresAt) <= new Date(),
    },
    SessionRevoked,
    {
      committed(events) {
        for (const { data } of events) revocations.add(data.id, new Date(data.expiresAt));
      },
    },
  );

/** For auth: the sessions that this process revokes are void here once that is committed. */
export const addOwn = (onEvents: OnEvents, revocations: Revocations): void =>
  onEvents((events) => {
    for (const { type, data } of events) {
      if (type === SessionRevoked.type) revocations.add(data.id, new Date(data.expiresAt));
    }
  });

/** What another replica has revoked, or heard of, is in the database that they share. */
export const lookForRevocations = (revocations: Revocations): Worker => ({
  name: 'revocations',
  everyMs: 1_000,
  run: () => revocations.look(),
});

/** Looks until that works for the first time; before, nobody's session can be judged. */
export async function firstLook(revocations: Revocations, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await revocations.look();
    } catch {
      await sleep(250);
    }
  }
}
