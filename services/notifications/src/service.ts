import { listOperatorActions } from '@frontrow/common/http';
import { type ServiceDefinition, sealer } from '@frontrow/common/service';
import { Config, type NotificationsKit } from './config.ts';
import { onAdmissionIssued } from './consumers/on-admission-issued.ts';
import { onCredential } from './consumers/on-credential.ts';
import { onEmail } from './consumers/on-email.ts';
import { onOrder } from './consumers/on-order.ts';
import { onPassword } from './consumers/on-password.ts';
import { onRefund } from './consumers/on-refund.ts';
import { onTicket } from './consumers/on-ticket.ts';
import { onUser } from './consumers/on-user.ts';
import { fileOf } from './files/file.ts';
import { openMailer } from './smtp/mailer.ts';
import { mailsByState } from './store/mails.ts';
import { getMail } from './use-cases/get-mail.ts';
import { listMails } from './use-cases/list-mails.ts';
import { listOwedMails } from './use-cases/list-owed-mails.ts';
import { resendMail } from './use-cases/resend-mail.ts';
import { announce } from './workers/announce.ts';
import { deliver } from './workers/deliver.ts';
import { forget } from './workers/forget.ts';

export const notifications: ServiceDefinition<Config, NotificationsKit['resources']> = {
  name: 'notifications',
  config: Config,
  prefix: '/api/notifications',
  migrations: new URL('../migrations', import.meta.url),
  async open({ config: { SMTP_URL, MAIL_FROM, MAILBOX, CODES_SECRET }, log }) {
    const mailer = SMTP_URL && MAIL_FROM ? openMailer({ SMTP_URL, MAIL_FROM }) : undefined;
    if (!mailer && MAILBOX === 'closed')
      log.warn('no SMTP_URL: mails go to the table mailbox, where nobody reads them');
    return { resources: { mailer, fileOf, sealed: sealer(CODES_SECRET) }, close: async () => mailer?.close() };
  },
  routes: [listMails, getMail, listOwedMails, resendMail, listOperatorActions],
  lingerMs: 20,
  consumers: [onUser, onTicket, onOrder, onAdmissionIssued, onRefund, onPassword, onEmail, onCredential],
  workers: [deliver, announce, forget],
  gauges: [mailsByState],
};
