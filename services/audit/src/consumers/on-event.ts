import { eventCatalog, type FrontrowEvent } from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { on, oneByOne, type Subscription } from '@frontrow/common/messaging';
import type { AuditKit } from '../config.ts';
import { oversold } from '../listing-promises.ts';
import { openFindings } from '../store/findings.ts';
import { findContradiction, hear, saveStock } from '../store/hear.ts';

/** Writes down every event there is. What it means is judged later, whatever the order in which events came. */
export const onEvent = (_kit: AuditKit): Subscription => ({
  ...on(
    eventCatalog,
    oneByOne(async (event, tx) => {
      if (!(await hear(tx, event))) return contradict(event, tx);
      if (event.type !== 'stock.updated') return;
      const { aggregateId: ticketId, data, aggregateVersion } = event;
      await saveStock(tx, data, aggregateVersion);
      const found = oversold(data, event.id);
      await openFindings(
        tx,
        found.map((finding) => ({ ...finding, subject: `listing:${ticketId}`, ticketId })),
      );
    }),
  ),
  repeated: oneByOne(contradict),
});

/** An event that is known already must say what it said before. */
async function contradict(event: FrontrowEvent, tx: Tx): Promise<void> {
  const known = await findContradiction(tx, event);
  if (!known) return;
  const { type, aggregateId, aggregateVersion } = event;
  await openFindings(tx, [
    {
      promise: 'nothing-lost',
      subject: `told-twice:${aggregateId}`,
      key: `nothing-lost:told-twice:${known}:${event.id}`,
      words: `Version ${aggregateVersion} of what ${type} ${aggregateId} is about was told twice, with different contents`,
      orderId: 'orderId' in event.data ? event.data.orderId : type.startsWith('order.') ? aggregateId : null,
      evidence: [known],
      lasting: true,
    },
  ]);
}
