import { FoundPaymentView, PaymentLookupQuery } from '@frontrow/common/contracts';
import { decodeCursor, encodeCursor, nextPage, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { findPaymentsByCard } from '../store/payments.ts';
import { toFound } from '../store/views.ts';

export const lookUpPayments = ({ db }: PaymentsKit) =>
  route({
    method: 'get',
    path: '/lookup',
    summary: 'Payments by the last four digits of the card, for operators: the newest first',
    session: 'required',
    limits: ['lookups'],
    readsOthers: true,
    query: PaymentLookupQuery,
    answers: { 200: z.array(FoundPaymentView) },
    problems: [403],
    async handle({ query: { limit, cursor, ...wanted }, session, request }) {
      operatorsOnly(session);
      const before = cursor === undefined ? undefined : decodeCursor(cursor)[1];
      const found = await findPaymentsByCard(db, { ...wanted, before, limit: limit + 1 });
      const page = found.slice(0, limit).map(toFound);
      const next = found.length > limit ? encodeCursor(null, page.at(-1)!.id) : undefined;
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
