import type Stripe from 'stripe';
import type { Effects } from './effects.ts';
import { invalidRequest } from './failures.ts';
import type { Fresh } from './fresh.ts';
import { entryOf } from './ledger.ts';

const DAY = 24 * 60 * 60;

/** What a cardholder tells the bank; an inquiry moves no money. */
export interface Complaint {
  reason: string;
  inquiry?: boolean | undefined;
}

/** The bank takes the charge back until it is decided who is right, or only asks about it. */
export function openDispute(charge: Stripe.Charge, { reason, inquiry = false }: Complaint, fresh: Fresh): Effects {
  if (!charge.captured) throw invalidRequest(`Charge ${charge.id} was not captured: there is nothing to dispute.`);
  const amount = charge.amount_captured;
  const id = fresh.id('du');
  const dispute: Stripe.Dispute = {
    id,
    object: 'dispute',
    amount,
    balance_transactions: inquiry ? [] : [movement(id, charge, -amount, fresh)],
    charge: charge.id,
    created: fresh.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: fresh.now + 9 * DAY,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  };
  return {
    charge: { ...charge, disputed: true },
    dispute,
    events: [
      { type: 'charge.dispute.created', object: dispute },
      ...(inquiry ? [] : [{ type: 'charge.dispute.funds_withdrawn' as const, object: dispute }]),
    ],
    ledger: inquiry ? [] : [entryOf('dispute_withdrawn', charge, amount)],
  };
}

/** Evidence goes to the bank, which decides later. */
export function answerDispute(dispute: Stripe.Dispute, text: string | undefined, submit: boolean): Effects {
  checkUndecided(dispute);
  const { evidence_details: details } = dispute;
  const answered: Stripe.Dispute = {
    ...dispute,
    evidence: { ...dispute.evidence, uncategorized_text: text ?? dispute.evidence.uncategorized_text },
    evidence_details: { ...details, has_evidence: true, submission_count: details.submission_count + (submit ? 1 : 0) },
    status: submit ? (isInquiry(dispute) ? 'warning_under_review' : 'under_review') : dispute.status,
  };
  return { dispute: answered, events: [{ type: 'charge.dispute.updated', object: answered }], ledger: [] };
}

/** The bank's decision. An inquiry is only ever closed. */
export function decideDispute(
  dispute: Stripe.Dispute,
  charge: Stripe.Charge,
  outcome: 'won' | 'lost',
  fresh: Fresh,
): Effects {
  checkUndecided(dispute);
  const reinstated = outcome === 'won' && !isInquiry(dispute);
  const { balance_transactions: before, id, amount } = dispute;
  const decided: Stripe.Dispute = {
    ...dispute,
    balance_transactions: reinstated ? [...before, movement(id, charge, amount, fresh)] : before,
    status: isInquiry(dispute) ? 'warning_closed' : outcome,
  };
  return {
    dispute: decided,
    events: [
      { type: 'charge.dispute.closed', object: decided },
      ...(reinstated ? [{ type: 'charge.dispute.funds_reinstated' as const, object: decided }] : []),
    ],
    ledger: reinstated ? [entryOf('dispute_reinstated', charge, amount)] : [],
  };
}

/** Whether the bank holds the money back, or has given it back to the cardholder for good: then there is no refund. */
export const isWithheld = ({ status, is_charge_refundable }: Stripe.Dispute): boolean =>
  !is_charge_refundable && status !== 'won';

const isInquiry = ({ status }: Stripe.Dispute): boolean => status.startsWith('warning_');

function checkUndecided({ id, status }: Stripe.Dispute): void {
  if (!/needs_response|under_review/.test(status)) throw invalidRequest(`Dispute ${id} is already closed: ${status}.`);
}

function movement(dispute: string, charge: Stripe.Charge, amount: number, fresh: Fresh): Stripe.BalanceTransaction {
  return {
    id: fresh.id('txn'),
    object: 'balance_transaction',
    amount,
    available_on: fresh.now,
    balance_type: 'payments',
    created: fresh.now,
    currency: charge.currency,
    description: `Chargeback ${amount < 0 ? 'withdrawal' : 'reversal'} for ${charge.id}`,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: amount,
    reporting_category: amount < 0 ? 'dispute' : 'dispute_reversal',
    source: dispute,
    status: 'available',
    type: 'adjustment',
  };
}

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
