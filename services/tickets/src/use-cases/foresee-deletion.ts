import { AccountDeletionView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { foreseeDeletion as foresee } from '../store/deletion.ts';

export const foreseeDeletion = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/accountDeletion',
    summary: 'What the deletion of my account would mean here, and which of my events stand in its way',
    session: 'required',
    answers: { 200: AccountDeletionView },
    handle: async ({ session }) => ({ status: 200, body: await foresee(db, session.userId) }),
  });
