import { createApi } from './api/api';
import { createSend } from './api/request';
import { solveChallenge } from './solve-challenge';

/** Solves a challenge and sends again what it was given for. Rejects when it cannot be solved here. */
export async function passChallenge<Answer>(
  challenge: unknown,
  send: (api: ReturnType<typeof createApi>) => Promise<Answer>,
): Promise<Answer> {
  const token = await solveChallenge(challenge);
  return send(createApi(createSend({ base: '', headers: { 'challenge-token': token }, timeoutMs: 30_000 })));
}
