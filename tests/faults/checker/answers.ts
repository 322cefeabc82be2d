/**
 * A 2xx that a client got, and what it promised. `id` names what was made or changed: the order for `placed`,
 * `extended`, `paid`, `released`, `refund-asked` and `shown`; the admission for `admitted`, `undo-asked` (no answer: from
 * then on the scan may be taken back) and `undone`; the listing for `listed`, `edited`
 * and `called-off`; the user for `signed-up`, `address-changed` and `password-reset`. The optional members are what the client was told besides.
 */
export interface Answered {
  kind:
    | 'signed-up'
    | 'address-changed'
    | 'password-reset'
    | 'listed'
    | 'edited'
    | 'called-off'
    | 'placed'
    | 'extended'
    | 'paid'
    | 'released'
    | 'refund-asked'
    | 'admitted'
    | 'undo-asked'
    | 'undone'
    | 'shown';
  id: string;
  /** When the answer came, by the client's clock. */
  at: string;
  /** The Idempotency-Key that the request bore: all answers to it are about the same. */
  key?: string;
  /** Of `placed`. */
  ticketId?: string;
  /** Of `placed` and `edited`. */
  quantity?: number;
  /** Of `edited`, in minor units. */
  price?: number;
  /** Of `signed-up` and `address-changed`. */
  email?: string;
  /** Of `address-changed` and `password-reset`: a moment by when the mail was there that it was done with. */
  asked?: string;
  /** Of `admitted` and `undone`: the scan that let the bearer in, and the one that was taken back. */
  scanId?: string;
  /** Of `shown`: the user who saw the admissions of the order. */
  to?: string;
}
