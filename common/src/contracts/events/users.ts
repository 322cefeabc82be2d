import { z } from 'zod';
import { Decision } from '../decision.ts';
import { Id, Instant } from '../id.ts';
import { defineEvent } from './envelope.ts';

export const Role = z.enum(['user', 'operator']);
export type Role = z.infer<typeof Role>;

/** The languages that Frontrow writes to people in. */
export const languages = ['en', 'de'] as const;
export const Language = z.enum(languages, `must be one of ${languages.join(', ')}`);
export type Language = z.infer<typeof Language>;

export const UserState = z.object({
  id: Id,
  /** Empty once the account is deleted. */
  email: z.string(),
  /** What they want to be called on their tickets; missing in events of before one could be given, and once the account is deleted. */
  name: z.string().nullish(),
  role: Role,
  /** When they showed that mails to this address reach them; missing in events of before one could. */
  verifiedAt: Instant.nullish(),
  /** The language they are written to in; English where it is missing, as in events of before there was a choice. */
  language: Language.optional(),
  createdAt: Instant,
  deletedAt: Instant.nullish(),
  /** Since when nobody can sign in to it, because operators decided so. */
  suspendedAt: Instant.nullish(),
  /** What operators decided last about the account. */
  decision: Decision.nullish(),
});
export type UserState = z.infer<typeof UserState>;

export const RevokedSession = z.object({
  id: Id,
  userId: Id,
  revokedAt: Instant,
  /** After this instant the session's token is void by itself, and the revocation may be forgotten. */
  expiresAt: Instant,
});

/** Whether nobody may buy or sell with an account any more: it is suspended, or gone. */
export const isClosed = ({ deletedAt, suspendedAt }: UserState): boolean => Boolean(deletedAt ?? suspendedAt);

export const UserCreated = defineEvent('user.created', UserState, 'Someone signed up');
export const UserUpdated = defineEvent('user.updated', UserState, 'Something about an account changed');
export const UserDeleted = defineEvent(
  'user.deleted',
  UserState,
  'An account is no more: whoever keeps its e-mail address forgets it',
);
export const SessionRevoked = defineEvent('session.revoked', RevokedSession, 'A session may no longer be used');
