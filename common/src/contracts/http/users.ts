import { z } from 'zod';
import { Role } from '../events/users.ts';
import { Id, Instant } from '../id.ts';

/** E-mail addresses are compared without regard to case and kept in lower case. */
export const Email = z.string().trim().toLowerCase().pipe(z.email('must be an e-mail address').max(254));

/** Counted in characters, not trimmed; which passwords are too common is auth's to say. */
export const Password = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(128, 'must have at most 128 characters');

export const SignUp = z.strictObject({ email: Email, password: Password });
export const SignIn = z.strictObject({ email: Email, password: z.string().min(1, 'is required').max(128) });
export const ChangePassword = z.strictObject({ currentPassword: z.string().min(1).max(128), newPassword: Password });

export const UserView = z.object({ id: Id, email: z.string(), role: Role }).meta({ id: 'User' });
export type UserView = z.infer<typeof UserView>;

export const CurrentUserView = z.object({ currentUser: UserView.nullable() }).meta({ id: 'CurrentUser' });

export const SessionView = z
  .object({
    id: Id,
    /** The browser that signed in, as it named itself. */
    userAgent: z.string(),
    createdAt: Instant,
    expiresAt: Instant,
    current: z.boolean(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;
