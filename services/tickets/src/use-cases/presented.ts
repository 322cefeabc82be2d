import { readShortCode } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import type { AdmissionCodes } from '../security/admission-code.ts';
import { findById, findByShortCode, type PresentedAdmission } from '../store/admissions.ts';

/** The admission that somebody presents at a door, or why there is none to be let in by. */
export type Presented = PresentedAdmission | { refused: 'not_ours' | 'mistyped' | 'elsewhere' | 'unknown' };

/** Reads what was scanned or typed at a listing's door: what a QR code shows, or a short code. */
export async function presented(
  db: Queryable,
  codes: AdmissionCodes,
  ticketId: string,
  code: string,
): Promise<Presented> {
  const typed = readShortCode(code);
  if (typed) {
    const found = typed.good ? await findByShortCode(db, ticketId, typed.code) : undefined;
    return found ?? { refused: typed.good ? 'unknown' : 'mistyped' };
  }
  const admits = codes.read(code);
  if (!admits) return { refused: 'not_ours' };
  if (admits.ticketId !== ticketId) return { refused: 'elsewhere' };
  return (await findById(db, admits.admissionId)) ?? { refused: 'unknown' };
}
