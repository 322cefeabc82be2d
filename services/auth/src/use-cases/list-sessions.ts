import { SessionView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import { z } from 'zod';
import type { AuthKit } from '../config.ts';
import { deviceOf } from '../security/device.ts';
import { viewSession } from '../session.ts';
import { findActiveSessions } from '../store/sessions.ts';

export const listSessions = (kit: AuthKit) =>
  route({
    method: 'get',
    path: '/sessions',
    summary: 'Where I am signed in, the newest first',
    session: 'required',
    answers: { 200: z.array(SessionView) },
    async handle({ session }) {
      const active = await findActiveSessions(kit.db, session.userId);
      return { status: 200, body: active.map((each) => viewSession(each, deviceOf(each.userAgent), session.id)) };
    },
  });
