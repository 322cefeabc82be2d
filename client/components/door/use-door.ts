'use client';
import type { DoorConflictView, DoorLeaseView } from '@frontrow/common/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as uuid } from 'uuid';
import type { UndoneCheckIn } from '@/lib/api/api';
import { browserApi } from '@/lib/api/browser';
import type { Result } from '@/lib/api/result';
import { nowOf, readList, sendScans, takeList } from '@/lib/door/guest-list';
import { judge } from '@/lib/door/judge';
import { readCode } from '@/lib/door/read';
import {
  countGuests,
  dropList,
  findGuest,
  findLease,
  type KeptLease,
  keepScan,
  markGuest,
  waitingScanOf,
  waitingScans,
} from '@/lib/door/store';
import { canJudge } from '@/lib/door/verify';
import { type Outcome, outcomeOf, readOutcome } from './outcome';
import { createReader } from './qr-reader';

export interface DoorState {
  issued: number;
  redeemed: number;
  /** The device that has the guest list, as the server said last. */
  lease: DoorLeaseView | null;
  conflicts: number;
}

const LOOK_EVERY_MS = 5_000;
const RENEW_EVERY_MS = 60_000;
/** How long a device that can decide by itself waits for an answer: somebody stands in front of it. */
const PATIENCE_MS = 3_000;

/**
 * The door of one listing. While there is a connection the server decides about every scan. A device that has the guest
 * list decides by itself when there is none, keeps these scans, and sends them once there is one again.
 */
export function useDoor(ticketId: string, initial: DoorState) {
  const [door, setDoor] = useState(initial);
  const [conflicts, setConflicts] = useState<DoorConflictView[]>([]);
  const [kept, setKept] = useState<KeptLease>();
  const [waiting, setWaiting] = useState(0);
  const [online, setOnline] = useState(true);
  /** Whoever has to do something about it is told: signed out, or not of the staff any more. */
  const [problem, setProblem] = useState<number>();
  const connected = useRef(true);
  const looking = useRef(false);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const renewedAt = useRef(0);

  const connection = useCallback((is: boolean) => {
    connected.current = is;
    setOnline(is);
  }, []);

  /** One after the other, so that nothing is written to the list which another has made old meanwhile. */
  const inTurn = useCallback(<T>(act: () => Promise<T>): Promise<T> => {
    const done = turn.current.then(act);
    turn.current = done.catch(() => {});
    return done;
  }, []);

  /** Shows what this browser keeps, which another tab may have changed. */
  const readKept = useCallback(async () => {
    const [lease, scans] = await Promise.all([findLease(ticketId), waitingScans(ticketId)]);
    setKept(lease);
    setWaiting(scans.length);
    return { lease, scans };
  }, [ticketId]);

  const catchUp = useCallback(async () => {
    try {
      const { lease, scans } = await readKept();
      const answer = await browserApi.tickets.door(ticketId, LOOK_EVERY_MS);
      if (!answer.ok) {
        const { status } = answer.problem;
        connection(status > 0 && status < 500);
        setProblem(status > 0 && status < 500 ? status : undefined);
        if (!connected.current) await showOwnCounts(ticketId, setDoor);
        return;
      }
      setProblem(undefined);
      // What happened here first, so that nothing older than it is shown.
      const unsent = scans.length > 0 ? await sendScans(ticketId) : undefined;
      if (scans.length > 0) renewedAt.current = 0;
      connection(unsent?.status !== 0);
      if (unsent && unsent.status > 0 && unsent.status < 500) setProblem(unsent.status);
      if (lease && Date.now() - renewedAt.current > RENEW_EVERY_MS) {
        const renewed = await takeList(ticketId);
        if (renewed.ok && !(await readList(ticketId))) renewedAt.current = Date.now();
      }
      const newest = scans.length > 0 ? await browserApi.tickets.door(ticketId, LOOK_EVERY_MS) : answer;
      if (newest.ok) {
        setDoor(newest.data);
        if (newest.data.conflicts > 0) {
          const found = await browserApi.tickets.doorConflicts(ticketId);
          if (found.ok) setConflicts(found.data);
        }
      }
      await readKept();
    } catch {
      // A browser that keeps nothing (private windows of some) still checks in while there is a connection.
    }
  }, [ticketId, connection, readKept]);

  const look = useCallback(async () => {
    if (looking.current) return;
    looking.current = true;
    await inTurn(catchUp);
    looking.current = false;
  }, [inTurn, catchUp]);

  useEffect(() => {
    const soon = () => void look();
    const gone = () => connection(false);
    soon();
    const timer = setInterval(soon, LOOK_EVERY_MS);
    window.addEventListener('online', soon);
    window.addEventListener('offline', gone);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', soon);
      window.removeEventListener('offline', gone);
    };
  }, [look, connection]);

  const check = useCallback(
    async (code: string): Promise<Outcome> => {
      // One id for this scan: should the answer get lost on the way, asking again is not a second use.
      const scanId = uuid();
      const lease = await findLease(ticketId).catch(() => undefined);
      if (!lease?.listAt) return readOutcome(await browserApi.tickets.checkIn(ticketId, { scanId, code }), scanId);

      const read = await readCode(code, ticketId, lease.keys);
      const admissionId = 'why' in read ? undefined : read.admissionId;
      const earlier = admissionId ? await waitingScanOf(admissionId) : undefined;
      // Nobody but this device knows of that one yet: the server would let the same code in as if for the first time.
      if (connected.current && !earlier) {
        const answer = await browserApi.tickets.tryCheckIn(ticketId, { scanId, code }, PATIENCE_MS);
        const outcome = readOutcome(answer, scanId);
        if (outcome.kind !== 'unknown' || outcome.signedOut) {
          if (admissionId && 'at' in outcome) {
            await markGuest(ticketId, admissionId, { status: 'redeemed', redeemedAt: outcome.at });
          }
          return outcome;
        }
        connection(false);
      }
      const at = nowOf(lease);
      const entry = admissionId ? await findGuest(admissionId) : undefined;
      const { lease: held, countsFrom = null, reentry = false } = lease;
      const { expiresAt, id: leaseId } = held;
      const knows = { ticketId, expiresAt, entry, letInAt: earlier?.at, countsFrom, reentry, now: at };
      const verdict = judge(read, knows);
      if (verdict.kind === 'admit' && admissionId) {
        // Under the same id: if the request did arrive, the server knows it again.
        if (!(await keepScan({ scanId, ticketId, leaseId, admissionId, code, at }))) return { kind: 'used', at };
        await readKept();
      }
      return outcomeOf(verdict, at, verdict.kind === 'admit' ? scanId : earlier?.scanId);
    },
    [ticketId, connection, readKept],
  );

  /** Takes a scan back. One that waits is sent first: before that it is on no record that could say who took it back and why. */
  const undo = useCallback(
    (scanId: string, reason: string): Promise<Result<UndoneCheckIn>> =>
      inTurn(async () => {
        const unsent = await sendScans(ticketId).catch(() => undefined);
        if (unsent) return { ok: false, problem: unsent };
        const answer = await browserApi.tickets.undoCheckIn(ticketId, scanId, reason);
        if (answer.ok && (await findLease(ticketId).catch(() => undefined))) {
          await markGuest(ticketId, answer.data.id, { status: 'valid', redeemedAt: null });
        }
        return answer;
      }),
    [ticketId, inTurn],
  );

  const take = useCallback(
    async (takeOver: boolean): Promise<Result<unknown>> => {
      const answer = await takeList(ticketId, takeOver);
      if (!answer.ok) return answer;
      if (!(await canJudge(answer.data.keys))) {
        await browserApi.tickets.releaseDoorLease(ticketId, answer.data.id);
        await dropList(ticketId);
        return cannotJudge;
      }
      const unread = await readList(ticketId);
      renewedAt.current = unread ? 0 : Date.now();
      // Loaded now, while it can be: some browsers need a library to read codes.
      void createReader().catch(() => {});
      await readKept();
      await look();
      return unread ? { ok: false, problem: unread } : answer;
    },
    [ticketId, look, readKept],
  );

  const giveBack = useCallback(async (): Promise<Result<unknown>> => {
    const lease = await findLease(ticketId);
    if (!lease) return { ok: true, data: undefined, status: 204, next: undefined };
    const answer = await browserApi.tickets.releaseDoorLease(ticketId, lease.lease.id);
    if (!answer.ok) return answer;
    await dropList(ticketId);
    await readKept();
    setDoor((now) => ({ ...now, lease: null }));
    return answer;
  }, [ticketId, readKept]);

  return { door, conflicts, kept, waiting, online, problem, check, undo, take, giveBack, look };
}

const blind = {
  code: 'cannot_judge',
  message: 'This browser cannot check codes by itself. Update it, or take the list on another device.',
};
const cannotJudge: Result<never> = { ok: false, problem: { status: 0, title: blind.message, errors: [blind] } };

/** After a page was loaded without a connection, its counts are as old as its copy; the list knows better. */
async function showOwnCounts(ticketId: string, set: (change: (door: DoorState) => DoorState) => void): Promise<void> {
  const lease = await findLease(ticketId);
  if (!lease?.listAt) return;
  const counts = await countGuests(ticketId);
  set((door) => ({ ...door, ...counts }));
}
