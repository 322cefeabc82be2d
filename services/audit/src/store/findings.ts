import type { AuditPromise, FindingView } from '@frontrow/common/contracts';
import { newId, type Queryable, statement } from '@frontrow/common/database';
import { and, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Suspicion } from '../promises.ts';
import { findings } from './tables.ts';

/** A finding, and the subject it is of: a subject is looked at as a whole. */
export interface Found extends Omit<Suspicion, 'ripeAt'> {
  subject: string;
  orderId?: string | null;
  ticketId?: string | null;
}

/** Opens findings that are not open yet. A lasting one that was acknowledged is not opened again. */
export async function openFindings({ db }: Queryable, found: Found[]): Promise<void> {
  if (found.length === 0) return;
  // In one order, so that no two writers of the same wait for each other in a circle.
  const sorted = [...found].sort((one, other) => (one.key < other.key ? -1 : 1));
  const rows = sorted.map(({ promise, subject, key, words, orderId = null, ticketId = null, evidence, lasting }) => ({
    ...{ id: newId(), promise, subject, key, words, orderId, ticketId, evidence, lasting },
  }));
  await db.insert(findings).values(rows).onConflictDoNothing();
}

const closeAllBut = statement(
  'close_findings',
  `update findings set closed_at = clock_timestamp()
   where subject = any ($1::text[]) and closed_at is null and not lasting and key <> all ($2::text[])`,
);

/** What was found in a look at these subjects: opens what is new, and closes what is right again. */
export async function saveFindings(to: Queryable, subjects: string[], found: Found[]): Promise<void> {
  if (subjects.length === 0) return;
  await openFindings(to, found);
  await closeAllBut(to, [subjects, found.map(({ key }) => key)]);
}

/** Marks a finding as seen; one that can never become right is closed by that. Undefined when there is none. */
export async function acknowledge({ db }: Queryable, id: string, by: string, note: string) {
  const now = sql`clock_timestamp()`;
  const [row] = await db
    .update(findings)
    .set({
      acknowledgedAt: now,
      acknowledgedBy: by,
      note,
      closedAt: sql`case when ${findings.lasting} then ${now} else ${findings.closedAt} end`,
    })
    .where(eq(findings.id, id))
    .returning();
  return row && toView(row);
}

export interface FindingFilter {
  open?: boolean | undefined;
  promise?: AuditPromise | undefined;
  /** Only findings opened before this one. */
  before?: string | undefined;
  limit: number;
}

/** Findings, the newest first. */
export function findFindings(from: Queryable, { open, promise, before, limit }: FindingFilter): Promise<FindingView[]> {
  return select(
    from,
    and(
      open === undefined ? undefined : open ? isNull(findings.closedAt) : isNotNull(findings.closedAt),
      promise && eq(findings.promise, promise),
      before === undefined ? undefined : lt(findings.id, before),
    ),
    limit,
  );
}

export const findFinding = async (from: Queryable, id: string): Promise<FindingView | undefined> =>
  (await select(from, eq(findings.id, id), 1))[0];

/** What was found about an order, or about the listing it is of. */
export const findFindingsOf = (from: Queryable, orderId: string): Promise<FindingView[]> =>
  select(
    from,
    or(
      eq(findings.orderId, orderId),
      sql`${findings.ticketId} = (select ticket_id from orders where id = ${orderId}) and ${findings.closedAt} is null`,
    ),
    100,
  );

async function select({ db }: Queryable, where: SQL | undefined, limit: number): Promise<FindingView[]> {
  const rows = await db.select().from(findings).where(where).orderBy(desc(findings.id)).limit(limit);
  return rows.map(toView);
}

const toView = ({ subject: _s, key: _k, ...row }: typeof findings.$inferSelect): FindingView => ({
  ...row,
  openedAt: row.openedAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
  acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
});

/** Forgets what became right again long ago. */
export async function forgetFindings({ db }: Queryable, days: number): Promise<void> {
  const closed = lt(findings.closedAt, sql`clock_timestamp() - make_interval(days => ${days})`);
  await db.delete(findings).where(and(closed, eq(findings.lasting, false)));
}

/** A gauge of the metrics. */
export const findingsOpen = (promises: string[]) => ({
  name: 'audit_findings_open',
  help: 'Findings that stand and that nobody has acknowledged',
  label: 'promise',
  count: sql`
    select label, count(findings.id) as n
    from unnest(string_to_array(${promises.join(',')}, ',')) as label
    left join findings on promise = label and closed_at is null and acknowledged_at is null
    group by label`,
});
