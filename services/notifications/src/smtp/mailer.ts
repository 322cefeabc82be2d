import { createTransport, type NodemailerError } from 'nodemailer';
import type { Letter, MailFile } from '../mail.ts';

/** What a mail server was asked came to nothing; `forGood` when it will never take this mail. */
export class NotSent extends Error {
  override name = 'NotSent';
  forGood: boolean;

  constructor({ code, message, response, permanent }: NodemailerError) {
    super(response ?? message);
    // A refusal of the password or of the connection is no word about the mail.
    this.forGood = permanent === true && (code === 'EENVELOPE' || code === 'EMESSAGE');
  }
}

export interface Mailer {
  /**
   * Hands a mail to the server; throws NotSent. If the answer is lost nobody knows whether it was taken, and whoever sends
   * it again does so under the same Message-ID.
   */
  send(to: string, messageId: string, letter: Letter, files: MailFile[]): Promise<void>;
  close(): void;
}

const SECOND = 1_000;

/** The one way to the mail server. Its own retries are off: they would go on past a crash of ours without being counted. */
export function openMailer({ SMTP_URL, MAIL_FROM }: { SMTP_URL: string; MAIL_FROM: string }): Mailer {
  const transport = createTransport({
    url: SMTP_URL,
    pool: true,
    maxRequeues: 0,
    connectionTimeout: 10 * SECOND,
    greetingTimeout: 10 * SECOND,
    socketTimeout: 30 * SECOND,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(to, messageId, { subject, html, text }, files) {
      try {
        await transport.sendMail({
          from: MAIL_FROM,
          to: { name: '', address: to },
          messageId,
          subject,
          html,
          text,
          attachments: files.map(({ name, type, cid, content }) => {
            return { filename: name, contentType: type, content, ...(cid && { cid, contentDisposition: 'inline' }) };
          }),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw new NotSent(error as NodemailerError);
      }
    },
    close: () => transport.close(),
  };
}
