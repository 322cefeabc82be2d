import type {
  AccountEventView,
  AccountView,
  FoundPaymentView,
  NewDecision,
  OperatorActionView,
  OrderView,
  OwedMailView,
  SellingView,
  TicketView,
  WithReason,
} from '@frontrow/common/contracts';
import type { Page } from './api';
import type { Send } from './request';

const id = encodeURIComponent;

/** What operators look up, and what they can do: apart from the rest, since hardly any reader needs it. */
export const createOperatorsApi = (send: Send) => ({
  accounts: (email: string) => send<AccountView[]>('/api/users', { query: { email } }),
  account: (user: string) => send<AccountView>(`/api/users/${id(user)}`),
  /** What happened with an account, the newest first; that an operator looked is part of it. */
  accountEvents: (user: string, query: { before?: string | undefined; limit?: number }) =>
    send<AccountEventView[]>(`/api/users/${id(user)}/events`, { query: { ...query } }),
  suspendAccount: (user: string, body: NewDecision) =>
    send<AccountView>(`/api/users/${id(user)}/suspension`, { method: 'POST', body }),
  reinstateAccount: (user: string, body: WithReason) =>
    send<AccountView>(`/api/users/${id(user)}/suspension`, { method: 'DELETE', body }),
  endSessions: (user: string, body: WithReason) =>
    send<undefined>(`/api/users/${id(user)}/sessions`, { method: 'DELETE', body }),
  listings: (query: Page & { id?: string; sellerId?: string; q?: string }) =>
    send<SellingView[]>('/api/tickets/lookup', { query: { ...query } }),
  suspendListing: (ticket: string, body: NewDecision) =>
    send<SellingView>(`/api/tickets/${id(ticket)}/suspension`, { method: 'POST', body }),
  reinstateListing: (ticket: string, body: WithReason) =>
    send<SellingView>(`/api/tickets/${id(ticket)}/suspension`, { method: 'DELETE', body }),
  cancelListing: (ticket: string, body: NewDecision) =>
    send<TicketView>(`/api/tickets/${id(ticket)}/cancel`, { method: 'POST', body }),
  orders: (query: Page & { number?: string; userId?: string; ticketId?: string }) =>
    send<OrderView[]>('/api/orders/lookup', { query: { ...query } }),
  releaseOrder: (order: string, body: WithReason) =>
    send<undefined>(`/api/orders/${id(order)}/release`, { method: 'POST', body }),
  payments: (query: Page & { last4: string }) =>
    send<FoundPaymentView[]>('/api/payments/lookup', { query: { ...query } }),
  mails: (query: Page & { userId: string }) =>
    send<OwedMailView[]>('/api/notifications/mails', { query: { ...query } }),
  resendMail: (mail: string, body: WithReason) =>
    send<OwedMailView>(`/api/notifications/mails/${id(mail)}/resend`, { method: 'POST', body }),
  /** The part of the record that the service keeps whose API begins with `part`. */
  record: (part: string, query: { before?: string | undefined; subjectId?: string; limit?: number }) =>
    send<OperatorActionView[]>(`/api/${part}/operator-actions`, { query: { ...query }, timeoutMs: 5000 }),
});
