import type {
  AccountView,
  Decision,
  Language,
  Role,
  SessionView,
  SignInMethod,
  UserView,
} from '@frontrow/common/contracts';

export interface User {
  id: string;
  version: number;
  /** As it was typed; what addresses are compared by is `foldEmail` of it. */
  email: string;
  /** What tickets call them; null when they gave no name. */
  name: string | null;
  /** When its owner showed that mails to the address reach them. */
  emailVerifiedAt: Date | null;
  /** The address that is to take its place once it is confirmed. */
  pendingEmail: string | null;
  passwordHash: string;
  /** Whether a second factor is confirmed: then the password alone begins no session. */
  hasFactor: boolean;
  role: Role;
  language: Language;
  createdAt: Date;
  /** Since when nobody can sign in. */
  suspendedAt: Date | null;
  /** What operators decided last about it. */
  decision: Decision | null;
}

/** One sign-in of a user: good until it expires or is revoked. */
export interface UserSession {
  id: string;
  userId: string;
  userAgent: string;
  method: SignInMethod;
  createdAt: Date;
  /** When somebody showed last who they are; null for sessions of before that was kept. */
  confirmedAt: Date | null;
  /** To within some minutes; null until it was seen after the sign-in. */
  lastSeenAt: Date | null;
  /** How long it may be left alone. */
  idleSeconds: number;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** How long sessions may last, in seconds, and how long they may be left alone. */
export interface Terms {
  longest: number;
  idle: number;
}

const USER_AGENT_LENGTH = 300;

/** Begins a session. It ends on a whole second, since its token can say no finer. */
export const beginSession = (
  id: string,
  user: User,
  { userAgent, method, now, terms }: { userAgent: string; method: SignInMethod; now: Date; terms: Terms },
): UserSession => ({
  id,
  userId: user.id,
  userAgent: userAgent.slice(0, USER_AGENT_LENGTH),
  method,
  createdAt: now,
  confirmedAt: now,
  lastSeenAt: null,
  idleSeconds: terms.idle,
  expiresAt: new Date((wholeSeconds(now) + terms.longest) * 1000),
  revokedAt: null,
});

/** The same session under another id, which voids the tokens of before: after a change of what they let somebody do. */
export const renewSession = (id: string, session: UserSession, now: Date): UserSession => ({
  ...session,
  id,
  lastSeenAt: now,
  revokedAt: null,
});

/** When a token of a session ends that is handed out now: with the session, or sooner if nobody comes for a newer one. */
export const tokenEnd = ({ createdAt, lastSeenAt, idleSeconds, expiresAt }: UserSession): Date =>
  new Date(Math.min((wholeSeconds(lastSeenAt ?? createdAt) + idleSeconds) * 1000, expiresAt.getTime()));

const wholeSeconds = (instant: Date) => Math.floor(instant.getTime() / 1000);

/** What its owner sees of an account. */
export const viewUser = ({ id, email, name, emailVerifiedAt, pendingEmail, role, language }: User): UserView => ({
  id,
  email,
  name,
  role,
  verified: emailVerifiedAt !== null,
  pendingEmail,
  language,
});

/** What its owner sees of a session, whose browser is this device; `currentId` is the one that asks. */
export const viewSession = (session: UserSession, device: SessionView['device'], currentId: string): SessionView => ({
  id: session.id,
  userAgent: session.userAgent,
  device,
  signedInWith: session.method,
  createdAt: session.createdAt.toISOString(),
  lastSeenAt: (session.lastSeenAt ?? session.createdAt).toISOString(),
  expiresAt: session.expiresAt.toISOString(),
  current: session.id === currentId,
});

/** What operators see of an account with so many sessions. */
export const viewAccount = (user: User, sessions: number): AccountView => ({
  ...viewUser(user),
  createdAt: user.createdAt.toISOString(),
  suspendedAt: user.suspendedAt?.toISOString() ?? null,
  decision: user.decision,
  sessions,
});
