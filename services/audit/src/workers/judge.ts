import { newId, type Tx } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { AuditKit, Config } from '../config.ts';
import { suspectListing } from '../listing-promises.ts';
import { sumsBalance } from '../money-promises.ts';
import { suspectOrder } from '../order-promises.ts';
import { judge as judgeAll, type Patience } from '../promises.ts';
import { accountOf, orderNow } from '../record.ts';
import { noteHeardUntil, readGaps, readSums, recount, takeTurn } from '../store/books.ts';
import { type Found, saveFindings } from '../store/findings.ts';
import { readDueListings, saveListingLooks } from '../store/listings.ts';
import { lockDueOrders, readRecords, saveLooks } from '../store/orders.ts';
import { openWatermark } from './watermark.ts';

const BATCH = 200;

/** Holds the promises against whatever was heard since the last look, or has become due by itself. */
export const judge = (kit: AuditKit): Worker => {
  const heardUntil = openWatermark(kit);
  return {
    name: 'judge',
    everyMs: 500,
    run: async () => look(kit, await heardUntil().catch(() => undefined)),
  };
};

/** One look at everything that is due by `heardUntil`, or by what was heard before; true when more is due. */
export const look = ({ db, config }: Pick<AuditKit, 'db' | 'config'>, heardUntil: Date | undefined) =>
  db.transaction({ correlationId: newId(), causationId: null }, async (tx) => {
    if (!(await takeTurn(tx))) return false;
    const at = await noteHeardUntil(tx, heardUntil);
    if (!at) return false;
    const patience = patienceOf(config);
    // Listings are compared with their orders, so those come first, all of them.
    if (await lookAtOrders(tx, at, patience)) return true;
    if (await lookAtListings(tx, at, patience)) return true;
    await lookAtWhole(tx, at, patience);
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
  await saveLooks(tx, looks);
  if (due.length > 0)
    await saveFindings(
      tx,
      due.map((id) => `order:${id}`),
      found,
    );
  return due.length === BATCH;
}

async function lookAtListings(tx: Tx, at: Date, patience: Patience): Promise<boolean> {
  const due = await readDueListings(tx, at, patience.settleMs, BATCH);
  if (due.length === 0) return false;
  const found: Found[] = [];
  const looks = due.map((record) => {
    const { ticketId } = record.stock;
    const { findings, lookAgainAt } = judgeAll(suspectListing(record, patience), at.getTime());
    found.push(...findings.map((finding) => ({ ...finding, subject: `listing:${ticketId}`, ticketId })));
    return { id: ticketId, lookAgainAt };
  });
  await saveListingLooks(tx, looks);
  await saveFindings(
    tx,
    due.map(({ stock }) => `listing:${stock.ticketId}`),
    found,
  );
  return due.length === BATCH;
}

/** What no single order or listing shows: the sums of money, gaps in what was told, and the auditor's own books. */
async function lookAtWhole(tx: Tx, at: Date, { settleMs }: Patience): Promise<void> {
  const sums = sumsBalance(await readSums(tx));
  await saveFindings(
    tx,
    ['money'],
    sums.map((finding) => ({ ...finding, subject: 'money' })),
  );

  const gaps = (await readGaps(tx)).filter(({ heardMs }) => heardMs + settleMs <= at.getTime());
  await saveFindings(tx, ['gaps'], gaps.map(toFinding));

  const wrong = await recount(tx);
  if (wrong) await saveFindings(tx, ['books'], wrong.map(miscounted));
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
