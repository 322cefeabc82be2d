import {
  AdmissionIssued,
  AdmissionRevoked,
  type AdmissionsState,
  type CancelReason,
  type EventDefinition,
  type EventOf,
  ExpirationComplete,
  type FrontrowEvent,
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  type OrderState,
  OrderUpdated,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentRefundSettled,
  PaymentStarted,
  PaymentVoided,
  StockUpdated,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { anOrder, aPayment, aStock, eventOf } from '@frontrow/common/testing';

const definitions = {
  'order.created': OrderCreated,
  'order.updated': OrderUpdated,
  'order.completed': OrderCompleted,
  'order.refund_requested': OrderRefundRequested,
  'order.cancelled': OrderCancelled,
  'payment.started': PaymentStarted,
  'payment.authorized': PaymentAuthorized,
  'payment.captured': PaymentCaptured,
  'payment.voided': PaymentVoided,
  'payment.refunded': PaymentRefunded,
  'payment.refund_failed': PaymentRefundFailed,
  'payment.refund_settled': PaymentRefundSettled,
  'admission.issued': AdmissionIssued,
  'admission.revoked': AdmissionRevoked,
} as const;
type Told = keyof typeof definitions;

/** Tells the life of one order as its services would: every event carries the whole state and the next version. */
export function tell(changes: Partial<OrderState> = {}) {
  const order = anOrder(changes);
  const payment = aPayment({ orderId: order.id, userId: order.userId, amount: order.total });
  const admissions: AdmissionsState = {
    orderId: order.id,
    ticketId: order.ticketId,
    userId: order.userId,
    admissions: [],
  };
  const events: FrontrowEvent[] = [];
  const versions = { order: 0, payment: 0, admission: 0 };

  const say = (type: Told, changes: object = {}) => {
    const aggregate = type.split('.')[0] as keyof typeof versions;
    const state = { order, payment, admission: admissions }[aggregate];
    Object.assign(state, changes);
    versions[aggregate] += 1;
    const definition: EventDefinition = definitions[type];
    const data = structuredClone(state) as EventOf<EventDefinition>['data'];
    const event = eventOf(definition, data, { version: versions[aggregate] }) as unknown as FrontrowEvent;
    events.push(event);
    return story;
  };
  const story = {
    order,
    payment,
    events,
    say,
    /** Says that stock of its listing changed. */
    stock(version: number, held: number, sold: number, capacity = 10) {
      const state = aStock({ ticketId: order.ticketId, held, sold, capacity });
      events.push(eventOf(StockUpdated, state, { version }) as FrontrowEvent);
      return story;
    },
    place: () => say('order.created'),
    pay: () =>
      say('payment.started')
        .say('order.updated', { status: 'awaiting:payment', paymentId: payment.id })
        .say('payment.authorized', { status: 'authorized' }),
    complete: () => say('order.completed', { status: 'complete', paymentId: payment.id }),
    capture: (amountCaptured = payment.amount) => say('payment.captured', { status: 'captured', amountCaptured }),
    admit: (quantity = order.quantity) =>
      say('admission.issued', {
        admissions: Array.from({ length: quantity }, () => ({ id: newId(), status: 'valid', redeemedAt: null })),
      }),
    askRefund: () => say('order.refund_requested', { refund: 'requested' }),
    revoke: () =>
      say('admission.revoked', { admissions: admissions.admissions.map((one) => ({ ...one, status: 'revoked' })) }),
    cancel: (cancelReason: CancelReason, more: Partial<OrderState> = {}) =>
      say('order.cancelled', { status: 'cancelled', cancelReason, ...more }),
    expireTimer() {
      const data = { orderId: order.id, orderVersion: 1, expiresAt: order.expiresAt };
      events.push(eventOf(ExpirationComplete, data, { id: newId() }) as FrontrowEvent);
      return story;
    },
    refund: () => say('payment.refunded', { status: 'refunded', amountRefunded: payment.amountCaptured }),
    sendBack: () => say('payment.refund_failed', { status: 'captured', amountRefunded: 0 }),
    settle: (amount = payment.amountCaptured) =>
      say('payment.refund_settled', { settlement: { how: 'cash', amount, settledAt: new Date().toISOString() } }),
    void: () => say('payment.voided', { status: 'voided' }),
  };
  return story;
}

/** A whole purchase, and one that was given back. */
export const bought = (changes: Partial<OrderState> = {}) => tell(changes).place().pay().complete().capture().admit();
export const givenBack = () => bought().askRefund().revoke().cancel('refunded', { refund: 'granted' }).refund();
