import { z } from 'zod';
import { Role } from '../events/users.ts';
import { Id, Instant } from '../id.ts';

/** E-mail addresses are compared without regard to case and kept in lower case. */
export const Email = z.string().trim().toLowerCase().pipe(z.email('must be an e-mail address').max(254));

const characters = (text: string) => [...text].length;

const GivenPassword = z
  .string()
  .min(1, 'is required')
  .refine((text) => characters(text) <= 128, 'must have at most 128 characters')
  .meta({ maxLength: 128 });

/** Counted in characters (an emoji is one), not trimmed; which passwords are too common is auth's to say. */
export const Password = GivenPassword.refine((text) => characters(text) >= 8, 'must have at least 8 characters').meta({
  minLength: 8,
  maxLength: 128,
});

export const SignUp = z.strictObject({ email: Email, password: Password });
export const SignIn = z.strictObject({ email: Email, password: GivenPassword });
export const ChangePassword = z.strictObject({ currentPassword: GivenPassword, newPassword: Password });

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
