import type { OwedMailView } from '@frontrow/common/contracts';
import { newId, type Queryable, type Tx } from '@frontrow/common/database';
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { MAILS_TOPIC } from './mails.ts';
import { mails } from './tables.ts';

const fields = {
  id: mails.id,
  kind: mails.kind,
  userId: mails.userId,
  orderId: sql<string | null>`${mails.about}->>'orderId'`,
  ticketId: sql<string | null>`${mails.about}->>'ticketId'`,
  state: mails.state,
  why: mails.why,
  tries: mails.tries,
  happenedAt: mails.happenedAt,
  endedAt: mails.endedAt,
};

/** The mails that somebody is owed, or was, the newest first. */
export async function findOwedTo(
  { db }: Queryable,
  userId: string,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<OwedMailView[]> {
  const rows = await db
    .select(fields)
    .from(mails)
    .where(and(eq(mails.userId, userId), before === undefined ? undefined : lt(mails.id, before)))
    .orderBy(desc(mails.id))
    .limit(limit);
  return rows.map(toView);
}

/** Owes a mail a second time, as one that nothing but its id tells from the first; undefined when there is none. */
export async function oweAgain(tx: Tx, id: string): Promise<OwedMailView | undefined> {
  const [mail] = await tx.db.select().from(mails).where(eq(mails.id, id));
  if (!mail) return undefined;
  const again = newId();
  const [owed] = await tx.db
    .insert(mails)
    .values({
      id: again,
      kind: mail.kind,
      topic: `again:${again}`,
      userId: mail.userId,
      about: mail.about,
      happenedAt: sql`clock_timestamp()`,
      dueAt: sql`clock_timestamp()`,
      state: 'queued',
    })
    .returning(fields);
  tx.announce(MAILS_TOPIC);
  return toView(owed!);
}

type Row = Omit<OwedMailView, 'happenedAt' | 'endedAt'> & { happenedAt: Date; endedAt: Date | null };

const toView = ({ happenedAt, endedAt, ...mail }: Row): OwedMailView => ({
  ...mail,
  happenedAt: happenedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});
