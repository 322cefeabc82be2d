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
  expiresAt: Date;
  revokedAt: Date | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const USER_AGENT_LENGTH = 300;

/** Begins a session. It ends on a whole second, since its token can say no finer. */
export const beginSession = (id: string, user: User, userAgent: string, now: Date, days: number): UserSession => ({
  id,
  userId: user.id,
  userAgent: userAgent.slice(0, USER_AGENT_LENGTH),
  method: 'password',
  createdAt: now,
  confirmedAt: now,
  lastSeenAt: null,
  expiresAt: new Date(Math.floor(now.getTime() / 1000) * 1000 + days * DAY_MS),
  revokedAt: null,
});

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
