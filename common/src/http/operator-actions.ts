import { and, desc, eq, lt } from 'drizzle-orm';
import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import {
  type Id,
  OperatorActionQuery,
  OperatorActionView,
  type OperatorCommand,
  SECURITY_TOPIC,
  type SecurityEvent,
} from '../contracts/index.ts';
import { databaseTime, newId, type Queryable, type Tx } from '../database/index.ts';
import { type Route, route } from './route.ts';
import { operatorsOnly, type Session } from './session.ts';

const actions = pgTable('operator_actions', {
  id: uuid('id').primaryKey(),
  at: timestamp('at', { withTimezone: true }).notNull(),
  actorId: uuid('actor_id').notNull(),
  role: text('role').$type<OperatorActionView['role']>().notNull(),
  action: text('action').$type<OperatorCommand>().notNull(),
  subjectKind: text('subject_kind').$type<OperatorActionView['subject']['kind']>().notNull(),
  subjectId: uuid('subject_id').notNull(),
  reason: text('reason').notNull(),
  details: jsonb('details').$type<OperatorActionView['details']>().notNull(),
});

/** Something that is done with a reason, by an operator or by the seller of a listing. */
export interface Act {
  by: Session;
  action: OperatorCommand;
  subject: OperatorActionView['subject'];
  reason: string;
  details?: OperatorActionView['details'];
}

/**
 * Adds to the record of what operators did, in the transaction that does it: a command that changes nothing adds nothing. Once
 * that is committed, what an operator did is in the security log, too.
 */
export async function recordAction(tx: Tx, { by, action, subject, reason, details = {} }: Act): Promise<void> {
  const role = by.role === 'operator' ? 'operator' : 'seller';
  const about = { subjectKind: subject.kind, subjectId: subject.id };
  const at = await databaseTime(tx);
  await tx.db.insert(actions).values({ id: newId(), at, actorId: by.userId, role, action, ...about, reason, details });
  if (role !== 'operator') return;
  const event: SecurityEvent = {
    what: 'operator_act',
    outcome: 'succeeded',
    account: by.userId,
    object: `${subject.kind}:${subject.id}`,
    reason: action,
    correlationId: tx.trace.correlationId,
  };
  tx.announce(SECURITY_TOPIC, event);
}

interface Wanted {
  before?: Id | undefined;
  subjectId?: Id | undefined;
  limit: number;
}

async function find({ db }: Queryable, { before, subjectId, limit }: Wanted): Promise<OperatorActionView[]> {
  const rows = await db
    .select()
    .from(actions)
    .where(and(before ? lt(actions.id, before) : undefined, subjectId ? eq(actions.subjectId, subjectId) : undefined))
    .orderBy(desc(actions.id))
    .limit(limit);
  return rows.map(({ at, subjectKind: kind, subjectId: id, ...action }) => ({
    ...action,
    at: at.toISOString(),
    subject: { kind, id },
  }));
}

/** The part of the record that a service keeps. */
export const listOperatorActions = ({ db }: { db: Queryable }): Route =>
  route({
    method: 'get',
    path: '/operator-actions',
    summary: 'What operators did here and why, for operators: the newest first',
    session: 'required',
    query: OperatorActionQuery,
    answers: { 200: z.array(OperatorActionView) },
    problems: [403],
    async handle({ query, session }) {
      operatorsOnly(session);
      return { status: 200, body: await find(db, query) };
    },
  });
