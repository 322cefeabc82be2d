import { AdmissionQuery, AdmissionView } from '@frontrow/common/contracts';
import { nextPage, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { findAdmissionsOfUser } from '../store/admissions.ts';

export const listMyAdmissions = ({ db, resources: { codes } }: TicketsKit) =>
  route({
    method: 'get',
    path: '/admissions',
    summary: 'The admissions of whoever asks, with what lets in by them: what their QR codes show, and short codes',
    session: 'required',
    query: AdmissionQuery,
    answers: { 200: z.array(AdmissionView) },
    async handle({ query, session, request }) {
      const { page, next } = await findAdmissionsOfUser(db, session.userId, query);
      const body = page.map((admission) => ({
        ...admission,
        code: codes.write({ admissionId: admission.id, ticketId: admission.ticket.id }),
      }));
      return { status: 200, body, headers: nextPage(request, next) };
    },
  });
