import type { Letter, Mail, MailKind } from '../mail.ts';
import { decision, decisionLifted } from './decision.ts';
import type { Context, Template } from './draft.ts';
import { emailChanged } from './email-changed.ts';
import { emailTaken } from './email-taken.ts';
import { eventCancelled } from './event-cancelled.ts';
import { eventChanged } from './event-changed.ts';
import { isolateForeign } from './isolate.ts';
import { layOut } from './layout.ts';
import { orderComplete } from './order-complete.ts';
import { orderExpired } from './order-expired.ts';
import { orderReturned } from './order-returned.ts';
import { orderWithdrawn } from './order-withdrawn.ts';
import { passwordChanged } from './password-changed.ts';
import { passwordReset } from './password-reset.ts';
import { paymentFailed } from './payment-failed.ts';
import { refundFailed } from './refund-failed.ts';
import { refundSettled } from './refund-settled.ts';
import { refunded } from './refunded.ts';
import { codesMade, codeUsed, factorAdded, factorRemoved, newDevice } from './sign-in-notices.ts';
import { verifyEmail } from './verify-email.ts';
import { welcome } from './welcome.ts';

const templates: { [K in MailKind]: Template<K> } = {
  welcome,
  verify_email: verifyEmail,
  email_changed: emailChanged,
  email_taken: emailTaken,
  order_complete: orderComplete,
  order_expired: orderExpired,
  order_withdrawn: orderWithdrawn,
  order_returned: orderReturned,
  payment_failed: paymentFailed,
  refunded,
  refund_failed: refundFailed,
  refund_settled: refundSettled,
  event_changed: eventChanged,
  event_cancelled: eventCancelled,
  decision,
  decision_lifted: decisionLifted,
  password_reset: passwordReset,
  password_changed: passwordChanged,
  new_device: newDevice,
  factor_added: factorAdded,
  factor_removed: factorRemoved,
  codes_made: codesMade,
  code_used: codeUsed,
};

/** Writes a mail in the language of who gets it. */
export function write(mail: Mail, context: Omit<Context, 'about'>): Letter {
  const { recipient, order, orders, listing } = context;
  const { language } = recipient;
  const template = templates[mail.kind] as Template<MailKind>;
  const given = { ...context, ...isolateForeign({ recipient, order, orders, listing, about: mail.about }) };
  return layOut(template[language](given), language);
}
