import type {
  AccountDeletionView,
  AdmissionView,
  AuditedOrderView,
  AuditPromise,
  BacklogView,
  CancellationView,
  CheckInView,
  CityView,
  DoorConflictView,
  DoorDutyView,
  DoorListView,
  DoorView,
  EditView,
  FindingDetails,
  FindingView,
  HeldDoorLeaseView,
  Language,
  ListingSalesView,
  ListingView,
  MailDetails,
  MailView,
  OfflineCheckIns,
  OfflineCheckInsView,
  OnSaleView,
  OrderFilter,
  OrderView,
  OrganiserFields,
  OrganiserView,
  PaymentView,
  PendingSignInView,
  PromisesView,
  RefundFailureView,
  RefundMethod,
  SalesQuery,
  SalesView,
  SaleView,
  SellingView,
  TakeDoorLease,
  ThrottledView,
  TicketQuery,
  TicketView,
  TimelineEntry,
  UserView,
  ViewsView,
  WithReason,
} from '@frontrow/common/contracts';
import type { Send } from './request';

/** Prices travel as the decimal text that was typed, which the services read exactly. */
export type TicketFields = Partial<Omit<TicketView, 'price'>> & { price?: string };

export interface Page {
  cursor?: string | undefined;
  limit?: number;
}
export type ListingQuery = Partial<Omit<TicketQuery, 'limit'>> & Page;
export type SalesCommand = 'pauseSales' | 'resumeSales' | 'endSales';
/** The admission of a scan that was taken back. */
export type UndoneCheckIn = Pick<AdmissionView, 'id' | 'orderId' | 'number' | 'of' | 'status'>;
/** `instead`: in place of a card that waits for its bank. */
export type Payer = ({ token: string } | { paymentMethodId: string }) & { instead?: boolean };
const id = encodeURIComponent;
export const posterPath = (ticket: string): string => `/api/tickets/${id(ticket)}/poster`;

/** Every endpoint that the storefront uses, each in one line. */
export const createApi = (send: Send) => ({
  users: {
    /** Asked for on every page, so a slow answer must not hold the page up for long. */
    current: () => send<{ currentUser: UserView | null }>('/api/users/currentUser', { timeoutMs: 2000 }),
    signUp: (body: { email: string; password: string; language: Language }) =>
      send<UserView>('/api/users/signUp', { method: 'POST', body }),
    signIn: (body: { email: string; password: string }) =>
      send<UserView | PendingSignInView>('/api/users/signIn', { method: 'POST', body }),
    signOut: () => send<{ currentUser: null }>('/api/users/signOut', { method: 'POST', body: {} }),
    chooseLanguage: (language: Language) =>
      send<{ currentUser: UserView }>('/api/users/language', {
        method: 'PUT',
        body: { language },
        timeoutMs: 3000,
      }),
    chooseName: (name: string) => send<{ currentUser: UserView }>('/api/users/name', { method: 'PUT', body: { name } }),
  },

  tickets: {
    list: (query: ListingQuery) => send<TicketView[]>('/api/tickets', { query: { ...query } }),
    /** All that is on sale, for a sitemap. */
    onSale: (cursor?: string) => send<OnSaleView[]>('/api/tickets/on-sale', { query: { cursor } }),
    cities: () => send<CityView[]>('/api/tickets/cities', { timeoutMs: 2000 }),
    get: (ticket: string) => send<ListingView>(`/api/tickets/${id(ticket)}`),
    organiser: (seller: string) => send<OrganiserView>(`/api/tickets/organisers/${id(seller)}`),
    /** What the reader says of themselves as an organiser. */
    introduction: () => send<OrganiserFields>('/api/tickets/organiser', { timeoutMs: 3000 }),
    introduce: (body: OrganiserFields) =>
      send<OrganiserFields>('/api/tickets/organiser', { method: 'PUT', body, repeatable: true }),
    /** What changed since units were taken, the latest first. */
    edits: (ticket: string) => send<EditView[]>(`/api/tickets/${id(ticket)}/edits`),
    create: (body: TicketFields, idempotencyKey: string) =>
      send<TicketView>('/api/tickets', { method: 'POST', body, idempotencyKey }),
    update: (ticket: string, body: TicketFields) =>
      send<TicketView>(`/api/tickets/${id(ticket)}`, { method: 'PUT', body }),
    cancel: (ticket: string) => send<TicketView>(`/api/tickets/${id(ticket)}/cancel`, { method: 'POST', body: {} }),
    /** Whether orders may be placed. */
    control: (ticket: string, command: SalesCommand) =>
      send<TicketView>(`/api/tickets/${id(ticket)}/${command}`, { method: 'POST', body: {}, repeatable: true }),
    reportView: (ticket: string) => send<undefined>(`/api/tickets/${id(ticket)}/view`, { method: 'POST', body: {} }),
    views: (query: SalesQuery) => send<ViewsView>('/api/tickets/selling/views', { query: { ...query } }),
    removePoster: (ticket: string) => send<TicketView>(posterPath(ticket), { method: 'DELETE', repeatable: true }),
    selling: (query: Page = {}) => send<SellingView[]>('/api/tickets/selling', { query: { ...query } }),
    admissions: (query: Page & { orderId?: string } = {}) =>
      send<AdmissionView[]>('/api/tickets/admissions', { query: { ...query } }),
    doorDuty: () => send<DoorDutyView>('/api/tickets/doorDuty'),
    accountDeletion: () => send<AccountDeletionView>('/api/tickets/accountDeletion'),
    door: (ticket: string, timeoutMs?: number) =>
      send<DoorView>(`/api/tickets/${id(ticket)}/admissions`, { query: { limit: 1 }, ...(timeoutMs && { timeoutMs }) }),
    /** The id of the scan makes it repeatable: the same scan again is never a second use. */
    checkIn: (ticket: string, body: { scanId: string; code: string }) =>
      send<CheckInView>(`/api/tickets/${id(ticket)}/check-ins`, { method: 'POST', body, repeatable: true }),
    /** The same by a device that can go on by itself: it waits for one answer only, and not for long. */
    tryCheckIn: (ticket: string, body: { scanId: string; code: string }, timeoutMs: number) =>
      send<CheckInView>(`/api/tickets/${id(ticket)}/check-ins`, { method: 'POST', body, timeoutMs }),
    /** The scan is named, so that a later one is never taken back in its place. */
    undoCheckIn: (ticket: string, scan: string, reason: string) =>
      send<UndoneCheckIn>(`/api/tickets/${id(ticket)}/check-ins/${id(scan)}/undo`, {
        method: 'POST',
        body: { reason },
        repeatable: true,
      }),
    takeDoorLease: (ticket: string, body: TakeDoorLease) =>
      send<HeldDoorLeaseView>(`/api/tickets/${id(ticket)}/doorLease`, { method: 'POST', body, repeatable: true }),
    releaseDoorLease: (ticket: string, leaseId: string) =>
      send<undefined>(`/api/tickets/${id(ticket)}/doorLease`, { method: 'DELETE', query: { leaseId } }),
    doorList: (
      ticket: string,
      query: { leaseId: string; changedSince?: string | undefined; cursor?: string | undefined },
    ) => send<DoorListView>(`/api/tickets/${id(ticket)}/doorList`, { query: { ...query } }),
    sendCheckIns: (ticket: string, body: OfflineCheckIns, timeoutMs: number) =>
      send<OfflineCheckInsView>(`/api/tickets/${id(ticket)}/checkIns`, { method: 'POST', body, timeoutMs }),
    doorConflicts: (ticket: string) =>
      send<DoorConflictView[]>(`/api/tickets/${id(ticket)}/doorConflicts`, { query: { limit: 100 } }),
  },

  orders: {
    place: (body: { ticketId: string; quantity: number; expectedPrice: number }, idempotencyKey: string) =>
      send<OrderView>('/api/orders', { method: 'POST', body, idempotencyKey }),
    list: (query: Page & { status?: OrderFilter }, timeoutMs?: number) =>
      send<OrderView[]>('/api/orders', { query: { ...query }, ...(timeoutMs && { timeoutMs }) }),
    get: (order: string) => send<OrderView>(`/api/orders/${id(order)}`),
    extend: (order: string) => send<OrderView>(`/api/orders/${id(order)}/extend`, { method: 'POST', body: {} }),
    cancel: (order: string) => send<undefined>(`/api/orders/${id(order)}`, { method: 'DELETE' }),
    /** Out of turn, by the seller or an operator. */
    refund: (order: string, body: WithReason) =>
      send<undefined>(`/api/orders/${id(order)}/refund`, { method: 'POST', body }),
    timeline: (order: string) => send<TimelineEntry[]>(`/api/orders/${id(order)}/timeline`),
    /** Orders of the seller's own listings. */
    selling: (query: Page & { status?: OrderView['status'] | undefined; ticketId?: string }) =>
      send<SaleView[]>('/api/orders/selling', { query: { ...query } }),
    figures: (query: SalesQuery) => send<SalesView>('/api/orders/selling/figures', { query: { ...query } }),
    cancellation: (ticket: string) => send<CancellationView>(`/api/orders/selling/cancellations/${id(ticket)}`),
    listingSales: (ids: string[]) =>
      send<ListingSalesView[]>('/api/orders/selling/listings', { query: { ids: ids.join(',') } }),
  },

  payments: {
    config: () => send<{ publishableKey: string | null }>('/api/payments/config'),
    ofOrder: (orderId: string) => send<PaymentView[]>('/api/payments', { query: { orderId } }),
    pay: (orderId: string, payer: Payer, idempotencyKey: string) =>
      send<{ payment: PaymentView }>('/api/payments', { method: 'POST', body: { orderId, ...payer }, idempotencyKey }),
    refundFailures: () => send<RefundFailureView[]>('/api/payments/refund-failures'),
    throttled: () => send<ThrottledView[]>('/api/payments/throttled'),
    settleRefund: (payment: string, body: { how: RefundMethod; note: string }, idempotencyKey: string) =>
      send<RefundFailureView>(`/api/payments/refund-failures/${id(payment)}/settlement`, {
        method: 'POST',
        body,
        idempotencyKey,
      }),
    retryRefund: (payment: string, note: string, idempotencyKey: string) =>
      send<RefundFailureView>(`/api/payments/refund-failures/${id(payment)}/retry`, {
        method: 'POST',
        body: { note },
        idempotencyKey,
      }),
  },

  /** The mailbox of a start without a mail server. */
  notifications: {
    mails: () => send<MailView[]>('/api/notifications/mailbox'),
    mail: (mail: string) => send<MailDetails>(`/api/notifications/mailbox/${id(mail)}`),
  },

  /** What waits in the service whose API begins with `part`. */
  backlog: (part: string) => send<BacklogView>(`/api/${part}/backlog`, { timeoutMs: 5000 }),

  audit: {
    promises: () => send<PromisesView>('/api/audit/promises'),
    findings: (query: Page & { open?: boolean; promise?: AuditPromise | undefined }) =>
      send<FindingView[]>('/api/audit/findings', { query: { ...query } }),
    finding: (finding: string) => send<FindingDetails>(`/api/audit/findings/${id(finding)}`),
    acknowledge: (finding: string, note: string) =>
      send<FindingView>(`/api/audit/findings/${id(finding)}/acknowledge`, { method: 'POST', body: { note } }),
    order: (order: string) => send<AuditedOrderView>(`/api/audit/orders/${id(order)}`),
  },
});
export type Api = ReturnType<typeof createApi>;
