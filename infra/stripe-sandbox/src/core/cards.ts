/** Stripe's published test cards (https://docs.stripe.com/testing): what each one is and what it does. */

import type { Complaint } from './disputes.ts';

export interface Decline {
  code: string;
  declineCode: string;
  message: string;
  param?: string;
  advice?: string;
}

export interface TestCard {
  /** `<name>` of `tok_<name>` and `pm_card_<name>`; the first is the usual one. */
  names: [string, ...string[]];
  number: string;
  brand: string;
  funding: 'credit' | 'debit' | 'prepaid';
  label: string;
  /** Told after authentication, where the card asks for it. */
  decline?: Decline;
  threeDSecure?: boolean;
  refund?: 'fails' | 'pending';
  captureFails?: boolean;
  /** What its holder will say of every charge. */
  dispute?: Complaint;
}

const DECLINED = 'Your card was declined.';

const declines = {
  generic: decline('card_declined', 'generic_decline', DECLINED, { advice: 'try_again_later' }),
  insufficientFunds: decline('card_declined', 'insufficient_funds', 'Your card has insufficient funds.', {
    advice: 'try_again_later',
  }),
  lost: decline('card_declined', 'lost_card', DECLINED, { advice: 'do_not_try_again' }),
  stolen: decline('card_declined', 'stolen_card', DECLINED, { advice: 'do_not_try_again' }),
  fraudulent: decline('card_declined', 'fraudulent', DECLINED, { advice: 'do_not_try_again' }),
  velocity: decline(
    'card_declined',
    'card_velocity_exceeded',
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    { advice: 'try_again_later' },
  ),
  expired: decline('expired_card', 'expired_card', 'Your card has expired.', {
    param: 'exp_month',
    advice: 'confirm_card_data',
  }),
  cvc: decline('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect.", {
    param: 'cvc',
    advice: 'confirm_card_data',
  }),
  processing: decline(
    'processing_error',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
    { advice: 'try_again_later' },
  ),
};

export const testCards: readonly TestCard[] = [
  card('4242424242424242', 'visa', 'Visa', ['visa']),
  card('4000056655665556', 'visa', 'Visa debit', ['visa_debit'], { funding: 'debit' }),
  card('5555555555554444', 'mastercard', 'Mastercard', ['mastercard']),
  card('2223003122003222', 'mastercard', 'Mastercard, 2-series', ['mastercard_2series']),
  card('5200828282828210', 'mastercard', 'Mastercard debit', ['mastercard_debit'], { funding: 'debit' }),
  card('5105105105105100', 'mastercard', 'Mastercard prepaid', ['mastercard_prepaid'], { funding: 'prepaid' }),
  card('378282246310005', 'amex', 'American Express', ['amex']),
  card('371449635398431', 'amex', 'American Express, second', ['amex_second']),
  card('6011111111111117', 'discover', 'Discover', ['discover']),
  card('3056930009020004', 'diners', 'Diners Club', ['diners']),
  card('3566002020360505', 'jcb', 'JCB', ['jcb']),
  card('6200000000000005', 'unionpay', 'UnionPay', ['unionpay']),

  card('4000000000003220', 'visa', '3-D Secure', ['threeDSecure2Required'], { threeDSecure: true }),
  card('4000000000003063', 'visa', '3-D Secure, required', ['threeDSecureRequired'], { threeDSecure: true }),
  card('4000002760003184', 'visa', '3-D Secure, always', ['authenticationRequired'], { threeDSecure: true }),
  card('4000002500003155', 'visa', '3-D Secure unless set up', ['authenticationRequiredOnSetup'], {
    threeDSecure: true,
  }),
  card('4000008400001629', 'visa', '3-D Secure, then declined', ['threeDSecureRequiredChargeDeclined'], {
    threeDSecure: true,
    decline: declines.generic,
  }),
  card(
    '4000008260003178',
    'visa',
    '3-D Secure, then insufficient funds',
    ['authenticationRequiredChargeDeclinedInsufficientFunds'],
    { threeDSecure: true, decline: declines.insufficientFunds },
  ),
  card('4000000000003055', 'visa', '3-D Secure supported, not asked for', ['threeDSecureOptional']),

  card('4000000000000002', 'visa', 'Declined', ['visa_chargeDeclined', 'chargeDeclined'], {
    decline: declines.generic,
  }),
  card(
    '4000000000009995',
    'visa',
    'Insufficient funds',
    ['visa_chargeDeclinedInsufficientFunds', 'chargeDeclinedInsufficientFunds'],
    { decline: declines.insufficientFunds },
  ),
  card('4000000000009987', 'visa', 'Lost card', ['visa_chargeDeclinedLostCard', 'chargeDeclinedLostCard'], {
    decline: declines.lost,
  }),
  card('4000000000009979', 'visa', 'Stolen card', ['visa_chargeDeclinedStolenCard', 'chargeDeclinedStolenCard'], {
    decline: declines.stolen,
  }),
  card('4000000000000069', 'visa', 'Expired card', ['chargeDeclinedExpiredCard', 'visa_chargeDeclinedExpiredCard'], {
    decline: declines.expired,
  }),
  card(
    '4000000000000127',
    'visa',
    'Incorrect security code',
    ['chargeDeclinedIncorrectCvc', 'visa_chargeDeclinedIncorrectCvc'],
    { decline: declines.cvc },
  ),
  card(
    '4000000000000119',
    'visa',
    'Processing error',
    ['chargeDeclinedProcessingError', 'visa_chargeDeclinedProcessingError'],
    { decline: declines.processing },
  ),
  card(
    '4000000000006975',
    'visa',
    'Used too often',
    ['visa_chargeDeclinedVelocityLimitExceeded', 'chargeDeclinedVelocityLimitExceeded'],
    { decline: declines.velocity },
  ),
  card('4100000000000019', 'visa', 'Blocked as fraudulent', ['radarBlock', 'chargeDeclinedFraudulent'], {
    decline: declines.fraudulent,
  }),
  card('4000000000000341', 'visa', 'Declined when charged', ['chargeCustomerFail'], { decline: declines.generic }),

  card('4000000000005126', 'visa', 'Its refunds fail later', ['refundFail'], { refund: 'fails' }),
  card('4000000000007726', 'visa', 'Its refunds take a while', ['pendingRefund'], { refund: 'pending' }),
  card('4000000000000259', 'visa', 'Disputed as fraudulent', ['createDispute'], { dispute: { reason: 'fraudulent' } }),
  card('4000000000002685', 'visa', 'Disputed as not received', ['createDisputeProductNotReceived'], {
    dispute: { reason: 'product_not_received' },
  }),
  card('4000000000001976', 'visa', 'Inquired about', ['createDisputeInquiry'], {
    dispute: { reason: 'fraudulent', inquiry: true },
  }),
  // Stripe has no card whose capture fails for good; this one is the sandbox's own.
  card('4000000000005118', 'visa', 'Its capture fails (sandbox only)', ['captureFail'], { captureFails: true }),
];

const byName = new Map(testCards.flatMap((card) => card.names.map((name) => [name, card] as const)));
const byNumber = new Map(testCards.map((card) => [card.number, card]));

export const cardNamed = (name: string) => byName.get(name);
export const cardNumbered = (number: string) => byNumber.get(number);

/** What the buyer will see happen with this card, in a few words. */
export function outcomeOf(card: TestCard): string {
  const asks = card.threeDSecure ? 'asks for 3-D Secure' : '';
  const ends = card.decline
    ? `declined: ${card.decline.declineCode}`
    : card.refund
      ? `pays; a refund ${card.refund === 'fails' ? 'fails' : 'is pending at first'}`
      : card.captureFails
        ? 'authorizes; the capture fails'
        : card.dispute
          ? `pays; the charge is ${card.dispute.inquiry ? 'inquired about' : 'disputed'}`
          : 'pays';
  return [asks, ends].filter(Boolean).join(', then ');
}

function decline(
  code: string,
  declineCode: string,
  message: string,
  more: { param?: string; advice?: string },
): Decline {
  return { code, declineCode, message, ...more };
}

function card(
  number: string,
  brand: string,
  label: string,
  names: [string, ...string[]],
  behaviour: Partial<TestCard> = {},
): TestCard {
  return { names, number, brand, label, funding: 'credit', ...behaviour };
}
