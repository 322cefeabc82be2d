import { z } from 'zod';
import { Email } from '../email.ts';
import { Role } from '../events/users.ts';
import { Id, Instant } from '../id.ts';

const characters = (text: string) => [...text].length;

const GivenPassword = z
  .string()
  .min(1, 'is required')
  .refine((text) => characters(text) <= 128, {
    error: 'must have at most 128 characters',
    params: { code: 'too_long', max: 128 },
  })
  .meta({ maxLength: 128 });

/** Counted in characters (an emoji is one), not trimmed; which passwords are too common is auth's to say. */
export const Password = GivenPassword.refine((text) => characters(text) >= 8, {
  error: 'must have at least 8 characters',
  params: { code: 'too_short', min: 8 },
}).meta({
  minLength: 8,
  maxLength: 128,
});

export const SignUp = z.strictObject({ email: Email, password: Password });
export const SignIn = z.strictObject({ email: Email, password: GivenPassword });
export const ChangePassword = z.strictObject({ currentPassword: GivenPassword, newPassword: Password });

/** Deleting an account asks for the password again: a browser that was left open is not enough. */
export const DeleteAccount = z.strictObject({ password: GivenPassword });
export const ForgotPassword = z.strictObject({ email: Email });
export const ResetPassword = z.strictObject({
  /** The code of the link in the mail. */
  token: z.string().min(1, 'is required').max(200),
  password: Password,
});

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

/** All that is kept of an account and its sessions; secrets aside. */
export const AccountDataView = z
  .object({
    account: z.object({ id: Id, email: z.string(), role: Role, createdAt: Instant }),
    sessions: z.array(SessionView.omit({ current: true }).extend({ revokedAt: Instant.nullable() })),
  })
  .meta({ id: 'AccountData' });
export type AccountDataView = z.infer<typeof AccountDataView>;
