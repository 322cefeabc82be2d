import type { AvailabilityView } from '@frontrow/common/contracts';
import type { Feed } from '@frontrow/common/http';
import { apiConfig, EmailVerification, type Kit, PrivateKeySet } from '@frontrow/common/service';
import { z } from 'zod';
import type { Pictures } from './images/pictures.ts';
import type { AdmissionCodes } from './security/admission-code.ts';
import type { SealCodes } from './security/seal-codes.ts';
import type { ViewCounter } from './security/view-counter.ts';

export const Config = z.object({
  ...apiConfig,
  /** The keys of QR codes: the first one signs, all of them verify, so that codes outlive a rotation. */
  ADMISSION_KEYS: PrivateKeySet,
  /** Shared with notifications: the codes that it mails are sealed with it. At least 32 characters. */
  CODES_SECRET: z.string().min(32),
  /** `required`: who is known not to have confirmed their address may neither sell nor be staff. */
  EMAIL_VERIFICATION: EmailVerification,
});
export type Config = z.infer<typeof Config>;

export type TicketsKit = Kit<
  Config,
  {
    codes: AdmissionCodes;
    sealCodes: SealCodes;
    availability: Feed<AvailabilityView>;
    views: ViewCounter;
    pictures: Pictures;
  }
>;
