import { z } from 'zod';
import { Id, Instant } from '../id.ts';
import { defineEvent } from './envelope.ts';

export const AdmissionStatus = z.enum(['valid', 'redeemed', 'revoked']);
export type AdmissionStatus = z.infer<typeof AdmissionStatus>;

/** The admissions of one order, one per unit. The aggregate is the order's set, so its id is the order's. */
export const AdmissionsState = z.object({
  orderId: Id,
  ticketId: Id,
  userId: Id,
  admissions: z.array(z.object({ id: Id, status: AdmissionStatus, redeemedAt: Instant.nullable() })),
  /** `IssuedCodes` once they are issued, sealed for notifications: whoever can read a code can enter by it. */
  codes: z.string().optional(),
});
export type AdmissionsState = z.infer<typeof AdmissionsState>;

/** What lets in by each admission of an order, in the order of their numbers: what its QR code shows, and what one may type. */
export const IssuedCodes = z.array(z.object({ code: z.string(), shortCode: z.string() }));
export type IssuedCodes = z.infer<typeof IssuedCodes>;

export const AdmissionIssued = defineEvent('admission.issued', AdmissionsState, 'The QR codes of an order exist');
export const AdmissionRevoked = defineEvent('admission.revoked', AdmissionsState, 'The QR codes of an order are void');
export const AdmissionRefundRefused = defineEvent(
  'admission.refund_refused',
  AdmissionsState,
  'No refund: one was used',
);
export const AdmissionRedeemed = defineEvent('admission.redeemed', AdmissionsState, 'Someone was let in');
export const CheckInUndone = defineEvent(
  'admission.check_in_undone',
  AdmissionsState,
  'A scan was taken back: whoever was let in by it was not to be',
);
