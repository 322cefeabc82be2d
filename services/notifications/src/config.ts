import { apiConfig, EmailVerification, type Kit, maybeShown, type Sealer } from '@frontrow/common/service';
import { z } from 'zod';
import type { fileOf } from './files/file.ts';
import type { Mailer } from './smtp/mailer.ts';

/** Compose gives what is not set as an empty text. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const hours = (preset: number) => z.coerce.number().int().min(1).max(720).default(preset);

export const Config = z
  .object({
    ...apiConfig,
    /** Shared with auth: the links and codes in mails are made of it. At least 32 characters. */
    RESET_SECRET: z.string().min(32),
    /** Shared with tickets: the codes that are mailed come sealed with it. At least 32 characters. */
    CODES_SECRET: z.string().min(32),
    /** `required`: who has not confirmed their address gets the mails to do that, and all others once they have. */
    EMAIL_VERIFICATION: EmailVerification,
    /** The mail server, as `smtps://user:password@mail.example.com`. Without one mails go to the mailbox, a table. */
    SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'must be like smtps://user:password@mail.example.com')),
    /** The sender, as `Frontrow <tickets@example.com>`. */
    MAIL_FROM: optional(z.string().min(3)),
    /** Where people write who object to a decision; without it, mails ask them to answer. */
    CONTACT_EMAIL: optional(z.email('must be an e-mail address')),
    /** `open` lets everyone who reaches this service read the mailbox: for one's own machine, never for a real system. */
    MAILBOX: z.enum(['open', 'closed']).default('closed'),
    /** Of what happened longer ago nobody is told any more, when this service first hears of it. */
    FRESH_HOURS: hours(24),
    /** A mail that could not be sent for so long after what it tells of is given up. */
    GIVE_UP_HOURS: hours(72),
    /** How long changes of an event are gathered before its buyers are told of them, as one. In seconds. */
    ANNOUNCE_AFTER_SECONDS: z.coerce.number().int().min(0).max(3600).default(180),
    /** How long it is remembered which mails were sent, and how long they stay in the mailbox. */
    KEEP_DAYS: z.coerce.number().int().min(30).max(3650).default(90),
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM, {
    path: ['MAIL_FROM'],
    message: 'must be there when SMTP_URL is',
  })
  .refine(({ SMTP_URL, MAILBOX }) => !SMTP_URL || MAILBOX === 'closed', {
    path: ['MAILBOX'],
    message: 'cannot be open when SMTP_URL is set',
  })
  .refine((config) => config.MAILBOX === 'closed' || maybeShown(config), {
    path: ['MAILBOX'],
    message: 'cannot be open where others reach it: set SMTP_URL and MAIL_FROM, and MAILBOX=closed',
  });
export type Config = z.infer<typeof Config>;

/** Without a mailer there is no mail server, and mails go to the mailbox. */
export type NotificationsKit = Kit<Config, { mailer: Mailer | undefined; fileOf: typeof fileOf; sealed: Sealer }>;
