import type { IssuedCodes } from '@frontrow/common/contracts';
import { sealer } from '@frontrow/common/service';
import type { OrderAdmissions } from '../admissions.ts';
import type { AdmissionCodes } from './admission-code.ts';

/** The codes of an order's admissions, so that notifications alone can read them off the bus. */
export type SealCodes = (set: OrderAdmissions) => string;

export function codeSealer(codes: AdmissionCodes, secret: string): SealCodes {
  const { seal } = sealer(secret);
  return ({ orderId, order, admissions }) => {
    const all: IssuedCodes = admissions.map(({ id, shortCode }) => ({
      code: codes.write({ admissionId: id, ticketId: order!.ticketId }),
      shortCode,
    }));
    return seal(orderId, JSON.stringify(all));
  };
}
