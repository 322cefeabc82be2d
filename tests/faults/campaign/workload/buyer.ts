import { AdmissionView, OrderView, PaymentAnswer } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { z } from 'zod';
import type { Person } from '../../../system/support/people.ts';
import type { Journal } from '../journal.ts';
import type { Random } from '../random.ts';
import type { Answer, Ask } from './client.ts';
import type { Stall } from './market.ts';

/** What one buyer can do with one order, through the gateway; each 2xx goes into the journal. */
export type Buyer = ReturnType<typeof asBuyer>;

export function asBuyer(person: Person, stall: Stall, ask: Ask, journal: Journal, random: Random) {
  const noteOrder = (answer: Answer): OrderView | undefined => {
    if (answer.status !== 201) return undefined;
    return OrderView.parse(answer.body);
  };

  let began = Number.NaN;
  return {
    person,
    stall,

    /** Reserves units; undefined when there are none. Sent `copies` times at once, as by an impatient finger. */
    async place(copies = 1): Promise<OrderView | undefined> {
      const body = {
        ticketId: stall.id,
        quantity: stall.size === 'single' ? 1 : random.pick([1, 1, 1, 2, 2, 3, 4]),
        ...(random.next() < 0.5 && { expectedPrice: stall.price }),
      };
      const request = { method: 'POST', path: '/api/orders', body, key: newId() } as const;
      began = journal.now();
      const sent = Array.from({ length: copies }, () => ask(person, request));
      const orders = (await Promise.all(sent)).map(noteOrder).filter((order) => order !== undefined);
      const [order] = orders;
      if (!order) {
        stall.refusals++;
        return undefined;
      }
      journal.placed++;
      const { key } = request;
      for (const { id } of orders) journal.answered('placed', id, { key, ticketId: stall.id, quantity: body.quantity });
      return order;
    },

    /** Hands in a card and waits until it is known what became of it. */
    async pay(orderId: string, token = 'tok_visa', copies = 1): Promise<Answer> {
      const key = newId();
      const request = { method: 'POST', path: '/api/payments', body: { orderId, token }, key } as const;
      const sent = Array.from({ length: copies }, () => ask(person, request, isKnown));
      const [answer, ...others] = (await Promise.all(sent)) as [Answer, ...Answer[]];
      const paid = [answer, ...others].find(({ status }) => status === 201);
      if (paid) {
        journal.answered('paid', orderId, { key });
        journal.purchases.push({ began, paid: journal.now() });
      }
      return paid ?? answer;
    },

    /** Waits until the order is as wanted; what it is then may be something else for good. */
    async untilOrder(orderId: string, isWanted: (order: OrderView) => boolean): Promise<OrderView> {
      const isFinal = ({ status, body }: Answer) => status !== 200 || isWanted(OrderView.parse(body));
      const answer = await ask(person, { method: 'GET', path: `/api/orders/${orderId}` }, isFinal);
      return OrderView.parse(answer.body);
    },

    async extend(orderId: string): Promise<void> {
      const { status } = await ask(person, { method: 'POST', path: `/api/orders/${orderId}/extend`, key: newId() });
      if (status === 200) journal.answered('extended', orderId);
    },

    /** Releases an unpaid order, or asks for the money back of a paid one. */
    async giveUp(orderId: string): Promise<number> {
      const { status } = await ask(person, { method: 'DELETE', path: `/api/orders/${orderId}` });
      if (status === 204) journal.answered('released', orderId);
      if (status === 202) journal.answered('refund-asked', orderId);
      return status;
    },

    /** Waits for the admissions of a complete order; there may be none if its event was called off. */
    async admissions(orderId: string, count: number): Promise<AdmissionView[]> {
      const path = `/api/tickets/admissions?orderId=${orderId}`;
      const areThere = ({ body }: Answer) => Array.isArray(body) && body.length >= count;
      const { body } = await ask(person, { method: 'GET', path }, (answer) => areThere(answer) || stall.cancelled);
      return z.array(AdmissionView).parse(body);
    },

    /** The seller gives the order back out of turn. */
    async beRefunded(orderId: string): Promise<void> {
      const body = { reason: 'out of turn' };
      const request = { method: 'POST', path: `/api/orders/${orderId}/refund`, body, key: newId() } as const;
      const { status } = await ask(stall.seller, request);
      if (status === 204) journal.answered('released', orderId);
    },

    /** The seller scans a code at the door; the same scan may be sent twice. */
    async enter(code: string): Promise<{ scanId: string; admissionId: string } | undefined> {
      const body = { scanId: newId(), code };
      const request = { method: 'POST', path: `/api/tickets/${stall.id}/check-ins`, body } as const;
      const answer = await ask(stall.seller, request);
      if (answer.status !== 200) return undefined;
      const { admissionId } = answer.body as { admissionId: string };
      journal.answered('admitted', admissionId, { scanId: body.scanId });
      return { scanId: body.scanId, admissionId };
    },

    /** The seller takes a scan back, perhaps twice. */
    async undo({ scanId, admissionId }: { scanId: string; admissionId: string }): Promise<void> {
      const path = `/api/tickets/${stall.id}/check-ins/${scanId}/undo`;
      journal.answered('undo-asked', admissionId, { scanId });
      const answer = await ask(stall.seller, { method: 'POST', path, body: { reason: 'scanned by mistake' } });
      if (answer.status === 200) journal.answered('undone', admissionId, { scanId });
    },
  };
}

const isKnown = ({ status, body }: Answer) =>
  status !== 202 || PaymentAnswer.parse(body).payment.status !== 'processing';
