import { z } from 'zod';
import { AdmissionStatus } from '../events/admissions.ts';
import { Id, Instant } from '../id.ts';
import { isVisible } from '../visible.ts';
import { Paging } from './paging.ts';

/** A device takes the guest list of a listing, or says that it still has it. `takeOver`: also from another device. */
export const TakeDoorLease = z.strictObject({
  /** Made by the device, and kept there. */
  deviceId: Id,
  /** What people at the door call it: `Chrome on Android`. */
  deviceName: z
    .string()
    .trim()
    .max(80, 'must have at most 80 characters')
    .refine(isVisible, { error: 'is required', params: { code: 'required' } }),
  takeOver: z.boolean().default(false),
});
export type TakeDoorLease = z.input<typeof TakeDoorLease>;

/** Which device keeps a listing's guest list. */
export const DoorLeaseView = z
  .object({
    id: Id,
    ticketId: Id,
    deviceName: z.string(),
    /** The e-mail address of whoever took it; null when that account is gone. */
    holder: z.string().nullable(),
    takenAt: Instant,
    /** When its device was last heard of. */
    renewedAt: Instant,
    /** Until when it may let people in without a connection. */
    expiresAt: Instant,
  })
  .meta({ id: 'DoorLease' });
export type DoorLeaseView = z.infer<typeof DoorLeaseView>;

/** What the device that has the lease needs to judge codes by itself. */
export const HeldDoorLeaseView = DoorLeaseView.extend({
  /** The database's time, so that the device can put its own clock right. */
  now: Instant,
  /** Scans count from then on; null: always. */
  countsFrom: Instant.nullable(),
  /** Whoever was let in may come in again. */
  reentry: z.boolean(),
  /** The public keys that codes are signed with: their hints in hexadecimal, and Ed25519 keys in base64url. */
  keys: z.array(z.object({ hint: z.string(), x: z.string() })),
}).meta({ id: 'HeldDoorLease' });
export type HeldDoorLeaseView = z.infer<typeof HeldDoorLeaseView>;

export const DoorLeaseQuery = z.strictObject({ leaseId: Id });

export const MAX_DOOR_LIST = 1000;

export const DoorListQuery = Paging.omit({ limit: true }).extend({
  leaseId: Id,
  /** Only what changed since this instant. */
  changedSince: Instant.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_DOOR_LIST, `must be at most ${MAX_DOOR_LIST}`).default(MAX_DOOR_LIST),
});

/** An admission as the guest list has it. */
export const DoorListEntry = z.object({
  id: Id,
  /** Its place among the units of the order: 1 of `of`. */
  number: z.int(),
  of: z.int(),
  holder: z.string().nullable(),
  status: AdmissionStatus,
  redeemedAt: Instant.nullable(),
  /** By what its short code is found when somebody types it (`shortCodeTag`). */
  tag: z.string(),
});
export type DoorListEntry = z.infer<typeof DoorListEntry>;

/** A page of the guest list. `now` is the database's time before it was read: what changes later is not in it. */
export const DoorListView = z.object({ now: Instant, admissions: z.array(DoorListEntry) }).meta({ id: 'DoorList' });
export type DoorListView = z.infer<typeof DoorListView>;

export const MAX_OFFLINE_SCANS = 50;

/** Scans that let people in while there was no connection, in any order and any number of times. */
export const OfflineCheckIns = z.strictObject({
  /** The lease under which they were made; it may be over by now. */
  leaseId: Id,
  scans: z
    .array(z.strictObject({ scanId: Id, code: z.string().min(1, 'is required').max(1000), at: Instant }))
    .min(1)
    .max(MAX_OFFLINE_SCANS, `must be at most ${MAX_OFFLINE_SCANS} at once`),
});
export type OfflineCheckIns = z.input<typeof OfflineCheckIns>;

/**
 * Someone who was let in without a connection, and should not have been: `used` before, by another device or a copy of
 * the code · `revoked` meanwhile, so the money went back · `unknown`, an admission that is not on record.
 */
export const DoorConflictView = z
  .object({
    scanId: Id,
    kind: z.enum(['used', 'revoked', 'unknown']),
    admissionId: Id.nullable(),
    number: z.int().nullable(),
    of: z.int().nullable(),
    /** When the scan was made, and on which device. */
    scannedAt: Instant,
    deviceName: z.string(),
    /** When the admission was used first, or revoked. */
    otherAt: Instant.nullable(),
    /** The device of the first use when that was without a connection, too. */
    otherDeviceName: z.string().nullable(),
    notedAt: Instant,
  })
  .meta({ id: 'DoorConflict' });
export type DoorConflictView = z.infer<typeof DoorConflictView>;

export const OfflineCheckInsView = z
  .object({
    /** One for each scan, in the order in which they were sent. */
    results: z.array(
      z.object({
        scanId: Id,
        /** `early`: made before scans count · `undone`: taken back since. Neither is a conflict. */
        outcome: z.enum(['accepted', 'used', 'revoked', 'unknown', 'early', 'undone']),
        admissionId: Id.nullable(),
        /** When the admission counts as used; null when it was not accepted. */
        redeemedAt: Instant.nullable(),
        conflict: DoorConflictView.nullable(),
      }),
    ),
  })
  .meta({ id: 'OfflineCheckIns' });
export type OfflineCheckInsView = z.infer<typeof OfflineCheckInsView>;
export type OfflineCheckInResult = OfflineCheckInsView['results'][number];

/** Where someone has to do with doors beside their own: the listings they are staff of, or invited to be, and the lists they took. */
export const DoorDutyView = z
  .object({
    invitations: z.array(
      z.object({
        ticketId: Id,
        title: z.string(),
        startsAt: Instant.nullable(),
        endsAt: Instant.nullable(),
        /** What the seller calls themselves; empty when they have not said. */
        organiser: z.string(),
      }),
    ),
    staffOf: z.array(
      z.object({ ticketId: Id, title: z.string(), startsAt: Instant.nullable(), endsAt: Instant.nullable() }),
    ),
    leases: z.array(
      z.object({
        ticketId: Id,
        deviceName: z.string(),
        takenAt: Instant,
        expiresAt: Instant,
        endedAt: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'DoorDuty' });
export type DoorDutyView = z.infer<typeof DoorDutyView>;
