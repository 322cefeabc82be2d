import type { OperatorCommand, WithReason } from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { recordAction, type Session } from '@frontrow/common/http';
import { isRejection, type Order } from '../order.ts';
import { type Decide, moveOrder } from '../store/orders.ts';
import { refusal } from './refusal.ts';

interface OutOfTurn extends WithReason {
  id: string;
  by: Session;
  action: OperatorCommand;
  decide: Decide;
}

/** Moves an order on for a reason, which goes on record if that changes anything. */
export async function moveOutOfTurn(tx: Tx, { id, by, action, reason, decide }: OutOfTurn): Promise<void> {
  let isChanged = false;
  const noticing = (order: Order, now: Date) => {
    const decision = decide(order, now);
    isChanged = decision !== null && !isRejection(decision);
    return decision;
  };
  const outcome = await moveOrder(tx, id, noticing);
  if (outcome && isRejection(outcome)) throw refusal(outcome);
  if (isChanged) await recordAction(tx, { by, action, subject: { kind: 'order', id }, reason });
}
