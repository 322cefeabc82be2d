import { z } from 'zod';
import { TimeZone } from '../days.ts';
import { Decision } from '../decision.ts';
import { Email } from '../email.ts';
import { AdmissionStatus } from '../events/admissions.ts';
import { Category, SalesState, TicketStatus } from '../events/tickets.ts';
import { Id, Instant } from '../id.ts';
import { Currency, DecimalAmount, priceProblem } from '../money.ts';
import { Poster, PosterFile, PosterHash } from '../poster.ts';
import { scheduleProblems } from '../schedule-problems.ts';
import { CONTROL_IN_TEXT, line, noControl, printed } from '../text.ts';
import { DoorLeaseView } from './door.ts';
import { OrganiserFields } from './organisers.ts';
import { Paging } from './paging.ts';

/** An instant that a calendar of events can hold, in UTC and to the millisecond. */
const EventTime = Instant.refine((text) => text >= '1970' && text < '2200', {
  error: 'must be between the years 1970 and 2199',
  params: { code: 'years' },
}).transform((text) => new Date(text).toISOString());

const fields = {
  title: printed(120).min(1, 'is required'),
  /** Markdown. Whoever shows it lets no HTML and no images through. */
  description: line(4000).refine((text) => !CONTROL_IN_TEXT.test(text), noControl),
  category: Category,
  venue: printed(120),
  city: printed(80),
  country: printed(80),
  startsAt: EventTime.nullable(),
  doorsAt: EventTime.nullable(),
  endsAt: EventTime.nullable(),
  salesEndAt: EventTime.nullable(),
  checkInAt: EventTime.nullable(),
  reentry: z.boolean(),
  /** Where the event is by its clock: the zone in which its times are told. */
  timeZone: TimeZone,
  price: DecimalAmount,
  currency: Currency,
  quantity: z.int('must be a whole number').min(1, 'must be at least 1').max(100_000, 'must be at most 100000'),
  refundHours: z
    .int()
    .min(0)
    .max(24 * 90),
};

/** The currency of prices where none is named. */
export const DEFAULT_CURRENCY: Currency = 'USD';

/** A new listing needs a title and a price; the rest has defaults. */
export const NewTicket = z
  .strictObject({
    ...fields,
    description: fields.description.default(''),
    category: fields.category.default('other'),
    venue: fields.venue.default(''),
    city: fields.city.default(''),
    country: fields.country.default(''),
    startsAt: fields.startsAt.default(null),
    doorsAt: fields.doorsAt.default(null),
    endsAt: fields.endsAt.default(null),
    salesEndAt: fields.salesEndAt.default(null),
    checkInAt: fields.checkInAt.default(null),
    reentry: fields.reentry.default(false),
    timeZone: fields.timeZone.default('UTC'),
    currency: fields.currency.default(DEFAULT_CURRENCY),
    quantity: fields.quantity.default(1),
    refundHours: fields.refundHours.default(24),
  })
  .superRefine((listing, ctx) => {
    const price = priceProblem(listing.price, listing.currency);
    const problems = [...(price ? [{ ...price, field: 'price' }] : []), ...scheduleProblems(listing)];
    for (const { message, field, code, params } of problems) {
      ctx.addIssue({ code: 'custom', path: [field!], message, params: { code, ...params } });
    }
  });
export type NewTicket = z.infer<typeof NewTicket>;

/** What a seller changes of a listing; members left out stay as they are. Its currency is for good. */
export const TicketChanges = z.strictObject(fields).omit({ currency: true }).partial();
export type TicketChanges = z.infer<typeof TicketChanges>;

export const TicketView = z
  .object({
    id: Id,
    sellerId: Id,
    title: z.string(),
    description: z.string(),
    category: Category,
    venue: z.string(),
    city: z.string(),
    country: z.string(),
    startsAt: Instant.nullable(),
    doorsAt: Instant.nullable(),
    endsAt: Instant.nullable(),
    salesEndAt: Instant.nullable(),
    checkInAt: Instant.nullable(),
    reentry: z.boolean(),
    timeZone: z.string(),
    /** Major units: 19.99. */
    price: z.number(),
    currency: Currency,
    quantity: z.int(),
    /** Units that can be reserved right now, as far as this copy knows: none while it is suspended, or sales are paused, ended or over. */
    available: z.int(),
    refundHours: z.int(),
    status: TicketStatus,
    sales: SalesState,
    /** Operators have taken it off sale. Visitors are shown neither its description nor its poster then. */
    suspended: z.boolean(),
    poster: Poster.nullable(),
    /** Whether anything was changed since units were taken, so that `GET /:id/edits` has something to tell. */
    edited: z.boolean(),
    createdAt: Instant,
    updatedAt: Instant,
    version: z.int(),
  })
  .meta({ id: 'Ticket' });
export type TicketView = z.infer<typeof TicketView>;

/** A listing as its own page shows it: with whom it is from. */
export const ListingView = TicketView.extend({ organiser: OrganiserFields }).meta({ id: 'Listing' });
export type ListingView = z.infer<typeof ListingView>;

/** A listing with its seller's figures. */
export const SellingView = TicketView.extend({
  /** Units on sale, as orders decided: more than `quantity` when those were taken before the seller wanted fewer. */
  capacity: z.int(),
  held: z.int(),
  sold: z.int(),
  /** Whether orders keeps to `sales` and `suspended` already: false for a moment after each change, and while orders is down. */
  salesInEffect: z.boolean(),
  /** Units that were let in. */
  admitted: z.int(),
  /** E-mail addresses of those who may check in beside the seller. */
  staff: z.array(z.string()),
  /** Addresses that are invited to be staff, as the seller typed them, and have not answered. */
  invited: z.array(z.string()),
  /** Whether its seller's account is suspended, and the listing with it. */
  sellerSuspended: z.boolean(),
  /** What operators decided last about the listing itself. */
  decision: Decision.nullable(),
}).meta({ id: 'Selling' });
export type SellingView = z.infer<typeof SellingView>;

/** What a listing said before and after an edit that came after units of it were taken; only what changed. */
const Told = z
  .object({
    title: z.string(),
    description: z.string(),
    venue: z.string(),
    city: z.string(),
    country: z.string(),
    startsAt: Instant.nullable(),
    doorsAt: Instant.nullable(),
    endsAt: Instant.nullable(),
    timeZone: z.string(),
  })
  .partial();
export const EditView = z.object({ version: z.int(), at: Instant, before: Told, after: Told }).meta({ id: 'Edit' });
export type EditView = z.infer<typeof EditView>;

/** Where a file of a poster is: a listing, what its content is named, and the file. */
export const PosterParams = z.object({ id: Id, hash: PosterHash, file: PosterFile });

export const ticketSorts = ['soonest', 'newest', 'price', '-price', 'relevance'] as const;

/** Of events that are not over. One without a date never is, and is in no stretch of time. */
export const TicketQuery = Paging.extend({
  /** Words to find in title, venue, city, country and description, by their beginnings; "quoted" exactly, -without. */
  q: line(200).optional(),
  category: Category.optional(),
  city: line(80).optional(),
  sellerId: Id.optional(),
  /** Events that are on at some time from then on. */
  from: EventTime.optional(),
  /** Events that have begun by then. */
  to: EventTime.optional(),
  /** Prices are compared within one currency, so limits and sorts by price leave out all others. Then it is USD by default. */
  currency: Currency.optional(),
  /** Major units. */
  minPrice: z.coerce.number().min(0).optional(),
  maxPrice: z.coerce.number().min(0).optional(),
  /** Only what can still be bought. */
  available: z.stringbool().optional(),
  sort: z.enum(ticketSorts).optional(),
}).superRefine(({ from, to, minPrice, maxPrice }, ctx) => {
  if (from !== undefined && to !== undefined && from > to) {
    ctx.addIssue({ code: 'custom', path: ['to'], message: 'must not be before from', params: { code: 'ends_before' } });
  }
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    const message = `must not be less than minPrice, which is ${minPrice}`;
    ctx.addIssue({ code: 'custom', path: ['maxPrice'], message, params: { code: 'too_low', min: minPrice } });
  }
});
export type TicketQuery = z.infer<typeof TicketQuery>;

/** The one currency of what a search finds; undefined where prices of several may stand beside each other. */
export function currencyOf({
  currency,
  minPrice,
  maxPrice,
  sort,
}: Pick<TicketQuery, 'currency' | 'minPrice' | 'maxPrice' | 'sort'>): Currency | undefined {
  const comparesPrices = minPrice !== undefined || maxPrice !== undefined || sort === 'price' || sort === '-price';
  return currency ?? (comparesPrices ? DEFAULT_CURRENCY : undefined);
}

/** A city and how many events are to come in it. */
export const CityView = z.object({ city: z.string(), listings: z.int() }).meta({ id: 'City' });
export type CityView = z.infer<typeof CityView>;

/** How many listings one answer names at most. */
export const MAX_ON_SALE = 10_000;

export const OnSaleQuery = Paging.omit({ limit: true }).extend({
  limit: z.coerce.number().int().min(1).max(MAX_ON_SALE, `must be at most ${MAX_ON_SALE}`).default(MAX_ON_SALE),
});

/** A listing on sale, whose it is, and when it was last changed. */
export const OnSaleView = z.object({ id: Id, sellerId: Id, updatedAt: Instant }).meta({ id: 'OnSale' });
export type OnSaleView = z.infer<typeof OnSaleView>;

/** For operators: one listing, those of a seller, or those with certain words, whatever became of them. */
export const ListingLookupQuery = Paging.extend({
  id: Id.optional(),
  sellerId: Id.optional(),
  q: line(200).optional(),
});

export const AvailabilityView = z
  .object({
    id: Id,
    status: TicketStatus,
    sales: SalesState,
    suspended: z.boolean(),
    quantity: z.int(),
    available: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Availability' });
export type AvailabilityView = z.infer<typeof AvailabilityView>;

export const Staff = z.strictObject({ emails: z.array(Email).max(50) });

/** A right to be let in once, with the signed code that its QR shows. */
export const AdmissionView = z
  .object({
    id: Id,
    orderId: Id,
    ticket: z.object({
      id: Id,
      title: z.string(),
      venue: z.string(),
      city: z.string(),
      country: z.string(),
      category: Category,
      startsAt: Instant.nullable(),
      doorsAt: Instant.nullable(),
      endsAt: Instant.nullable(),
      timeZone: z.string(),
      poster: Poster.nullable(),
    }),
    /** Its place among the units of the order: 1 of `of`. */
    number: z.int(),
    of: z.int(),
    /** The name that whoever bought it has given to their account; null when they gave none. */
    holder: z.string().nullable(),
    status: AdmissionStatus,
    /** What its QR code shows. */
    code: z.string(),
    /** What its bearer may say, and a person type at the door instead. */
    shortCode: z.string(),
    issuedAt: Instant,
    redeemedAt: Instant.nullable(),
  })
  .meta({ id: 'Admission' });
export type AdmissionView = z.infer<typeof AdmissionView>;

/** What the door knows of a listing's admissions: how many are good or used, and which (without their codes). */
export const DoorView = z
  .object({
    issued: z.int(),
    redeemed: z.int(),
    /** The device that has the guest list; null when none has. */
    lease: DoorLeaseView.nullable(),
    /** Scans made without a connection that turned out wrong. */
    conflicts: z.int(),
    admissions: z.array(
      AdmissionView.omit({ ticket: true, code: true, shortCode: true }).extend({
        /** Let in by a device that had no connection. */
        offline: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Door' });
export type DoorView = z.infer<typeof DoorView>;

export const AdmissionQuery = Paging.extend({ orderId: Id.optional() });

/** One scan at the door, of what a QR code shows or of a short code. `scanId` is made by the scanner, so that sending the same scan again is not a second use. */
export const CheckIn = z.strictObject({ scanId: Id, code: z.string().min(1, 'is required').max(1000) });

export const CheckInView = z
  .object({
    admissionId: Id,
    orderId: Id,
    number: z.int(),
    of: z.int(),
    holder: z.string().nullable(),
    /** When it was used; null while scans only check. */
    redeemedAt: Instant.nullable(),
    /** From when on scans count, if that is not yet: nobody was let in by this one. */
    countsFrom: Instant.nullable(),
    /** Somebody was let in with it before, may leave and come in again, and has. */
    again: z.boolean(),
    /** The scan that used it, which can be taken back; null while scans only check. */
    scanId: Id.nullable(),
  })
  .meta({ id: 'CheckIn' });
export type CheckInView = z.infer<typeof CheckInView>;

/** Takes a scan back that let somebody in by mistake. */
export const UndoCheckIn = z.strictObject({
  reason: printed(200).min(1, 'is required'),
});

/** What the deletion of the account of whoever asks would mean for listings and admissions. */
export const AccountDeletionView = z
  .object({
    /** Their own events to come for which units were sold: to be called off first, or waited for. */
    inTheWay: z.array(
      z.object({ id: Id, title: z.string(), startsAt: Instant.nullable(), timeZone: z.string(), sold: z.int() }),
    ),
    /** Their own listings that would be closed. */
    closes: z.array(z.object({ id: Id, title: z.string(), startsAt: Instant.nullable() })),
    /** Their own admissions to events to come that were not used. */
    unused: z.int(),
  })
  .meta({ id: 'AccountDeletion' });
export type AccountDeletionView = z.infer<typeof AccountDeletionView>;
