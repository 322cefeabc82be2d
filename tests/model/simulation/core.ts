import * as timer from '../../../services/expiration/src/timer.ts';
import * as checkout from '../../../services/orders/src/checkout.ts';
import * as order from '../../../services/orders/src/order.ts';
import * as place from '../../../services/orders/src/place.ts';
import * as stock from '../../../services/orders/src/stock.ts';
import * as payment from '../../../services/payments/src/payment.ts';
import * as reconciliation from '../../../services/payments/src/reconciliation.ts';
import * as settlement from '../../../services/payments/src/settlement.ts';
import * as admissions from '../../../services/tickets/src/admissions.ts';
import * as ticket from '../../../services/tickets/src/ticket.ts';

/** The functional cores of the services, as they are in production: every decision of the simulation is one of theirs. */
export const core = {
  order: { ...order },
  checkout: { ...checkout },
  place: { ...place },
  stock: { ...stock },
  payment: { ...payment },
  reconciliation: { ...reconciliation },
  settlement: { ...settlement },
  timer: { ...timer },
  admissions: { ...admissions },
  ticket: { ...ticket },
};
export type Core = typeof core;
