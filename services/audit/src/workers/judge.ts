import { newId, type Tx } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import { alarm, GATHER_MS } from '../alarm.ts';
import type { AuditKit, Config } from '../config.ts';
import { suspectListing } from '../listing-promises.ts';
import { sumsBalance } from '../money-promises.ts';
import { suspectOrder } from '../order-promises.ts';
import { judge as judgeAll, type Patience } from '../promises.ts';
import { accountOf, orderNow } from '../record.ts';
import { noteHeardUntil, readGaps, readSums, recount, takeTurn } from '../store/books.ts';
import { type Found, saveFindings } from '../store/findings.ts';
import { lockDueListings, saveListingLooks } from '../store/listings.ts';
import { lockDueOrders, nextLook, readRecords, saveLooks } from '../store/orders.ts';
import { openWatermark } from './watermark.ts';

/** Orders, and listings, that one look takes in. */
const BATCH = 500;
/** Orders that are counted anew in one look: few enough to take some milliseconds. */
const RECOUNTED_AT_ONCE = 10_000;
/** A look at rest, when nothing is heard and nothing becomes due: it shows that all was heard. */
const REST_MS = 4_000;

/**
 * Holds the promises against whatever was heard since the last look, or has become due by itself. It is woken by what is
 * heard, and by what it has found to become due.
 */
export const judge = (kit: AuditKit): Worker => {
  const { db, config } = kit;
  const heardUntil = openWatermark(kit);
  const wakeIn = alarm(() => kit.wake('judge'));
  return {
    name: 'judge',
    // Often enough never to look blind while all is well.
    everyMs: Math.min(REST_MS, (config.BLIND_SECONDS * 1000) / 2.5),
    async run() {
      const more = await look(kit, await heardUntil().catch(() => undefined));
      const next = more ? undefined : await nextLook(db);
      if (next !== undefined) wakeIn(Math.max(next, GATHER_MS));
      return more;
    },
  };
};

/**
 * One look at everything that is due by `heardUntil`, or by what was heard before; true when more is due. Once nothing is,
 * it counts `part` orders anew.
 */
export const look = (
  { db, config }: Pick<AuditKit, 'db' | 'config'>,
  heardUntil: Date | undefined,
  part = RECOUNTED_AT_ONCE,
) =>
  db.transaction({ correlationId: newId(), causationId: null }, async (tx) => {
    if (!(await takeTurn(tx))) return false;
    const at = await noteHeardUntil(tx, heardUntil);
    if (!at) return false;
    const patience = patienceOf(config);
    // Listings are compared with their orders, so those come first, all of them.
    if (await lookAtOrders(tx, at, patience)) return true;
    if (await lookAtListings(tx, at, patience)) return true;
    await lookAtWhole(tx, at, patience, part);
    return false;
  });

const patienceOf = ({ SETTLE_SECONDS, REACTION_SECONDS }: Config): Patience => ({
  settleMs: SETTLE_SECONDS * 1000,
  reactionMs: REACTION_SECONDS * 1000,
});

async function lookAtOrders(tx: Tx, at: Date, patience: Patience): Promise<boolean> {
  const due = await lockDueOrders(tx, at, BATCH);
  const found: Found[] = [];
  const looks = (await readRecords(tx, due)).map((record) => {
    const { orderId } = record;
    const { findings, lookAgainAt } = judgeAll(suspectOrder(record, patience), at.getTime());
    const ticketId = orderNow(record)?.state.ticketId ?? null;
    found.push(...findings.map((finding) => ({ ...finding, subject: `order:${orderId}`, orderId, ticketId })));
    return { record, lookAgainAt, account: lookAgainAt === null ? accountOf(record) : undefined };
  });
  const subjects = due.map((id) => `order:${id}`);
  await Promise.all([saveLooks(tx, looks), saveFindings(tx, subjects, found)]);
  return due.length === BATCH;
}

async function lookAtListings(tx: Tx, at: Date, patience: Patience): Promise<boolean> {
  const due = await lockDueListings(tx, at, patience.settleMs, BATCH);
  if (due.length === 0) return false;
  const found: Found[] = [];
  const looks = due.map((record) => {
    const { ticketId } = record.stock;
    const { findings, lookAgainAt } = judgeAll(suspectListing(record, patience), at.getTime());
    found.push(...findings.map((finding) => ({ ...finding, subject: `listing:${ticketId}`, ticketId })));
    return { id: ticketId, lookAgainAt };
  });
  const subjects = due.map(({ stock }) => `listing:${stock.ticketId}`);
  await Promise.all([saveListingLooks(tx, looks), saveFindings(tx, subjects, found)]);
  return due.length === BATCH;
}

/** What no single order or listing shows: the sums of money, gaps in what was told, and the auditor's own books. */
async function lookAtWhole(tx: Tx, at: Date, { settleMs }: Patience, part: number): Promise<void> {
  const quietSince = new Date(at.getTime() - settleMs);
  const [sums, gaps, wrong] = await Promise.all([readSums(tx), readGaps(tx, quietSince), recount(tx, part)]);
  const found: Found[] = sumsBalance(sums).map((finding) => ({ ...finding, subject: 'money' }));
  found.push(...gaps.map(toFinding));
  const subjects = ['money', 'gaps'];
  if (wrong) {
    subjects.push('books');
    found.push(...wrong.currencies.map(miscounted), ...wrong.listings.map(miscountedUnits));
  }
  await saveFindings(tx, subjects, found);
}

const toFinding = ({
  aggregate,
  id,
  highest,
  missing,
  newest,
}: Awaited<ReturnType<typeof readGaps>>[number]): Found => ({
  promise: 'nothing-lost',
  subject: 'gaps',
  key: `nothing-lost:${aggregate}:${id}:${missing}`,
  words: `Of the ${highest} versions of ${aggregate} ${id}, ${missing} ${missing === 1 ? 'was' : 'were'} never heard`,
  orderId: aggregate === 'order' || aggregate === 'admission' ? id : null,
  ticketId: aggregate === 'ticket' || aggregate === 'stock' ? id : null,
  evidence: newest ? [newest] : [],
  lasting: false,
});

const miscounted = (currency: string): Found => ({
  promise: 'own-books',
  subject: 'books',
  key: `own-books:${currency}`,
  words: `The running sums in ${currency} are not what a full recount gives`,
  evidence: [],
  lasting: false,
});

const miscountedUnits = (ticketId: string): Found => ({
  promise: 'own-books',
  subject: 'books',
  key: `own-books:units:${ticketId}`,
  words: 'The running count of the units that its orders have is not what a full recount gives',
  ticketId,
  evidence: [],
  lasting: false,
});
