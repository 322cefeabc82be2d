import { Id, OrderName, type OrderView } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { notFound, type Session } from '@frontrow/common/http';
import { z } from 'zod';
import { findNamedView, findView } from '../store/views.ts';

export const OrderParams = z.object({ id: Id });
export const NamedOrderParams = z.object({ id: OrderName });

/**
 * An order, by its id or number, that this person may look at: the buyer's own, or any for an operator. Others' orders do
 * not exist.
 */
export async function visibleOrder(from: Queryable, name: string, session: Session): Promise<OrderView> {
  const view = await findNamedView(from, name);
  if (!view || !isVisible(view, session)) throw notFound('order');
  return view;
}

/** Its buyer sees an order, and operators see all of them. */
export const isVisible = ({ userId }: OrderView, session: Session): boolean =>
  userId === session.userId || session.role === 'operator';

/** An order that this person may change: only the buyer's own. */
export async function ownOrder(from: Queryable, id: string, session: Session): Promise<OrderView> {
  const view = await findView(from, id);
  if (view?.userId !== session.userId) throw notFound('order');
  return view;
}
