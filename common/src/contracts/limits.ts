/** So many within so many seconds; of what is held open (`streams`), so many at a time. */
export interface Allowance {
  points: number;
  seconds: number;
}

/** What one account may do, and what all who share a network may: an IPv4 address, or an IPv6 /64. */
export interface Limit {
  /** What is counted, for people who run this. */
  what: string;
  /** Minutes-long windows are counted by each process, longer ones in the service's database, where a restart forgets none. */
  account?: Allowance;
  network?: Allowance;
}

export type LimitProfile = 'strict' | 'generous';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const per = (seconds: number) => (points: number) => ({ points, seconds });
const [aMinute, anHour] = [per(MINUTE), per(HOUR)];

/**
 * Every limit of the strict profile, by the name that routes have for it. Networks get room for those who share one: a
 * household, an office, a campus behind one address. The generous profile counts none of these: a machine of one's own,
 * where a rush comes from one address. docs/limits.md is written from this.
 */
export const limits = {
  sign_ups: { what: 'accounts made', network: anHour(30) },
  mails: {
    what: 'mails asked for: to confirm an address, to choose a new password',
    account: anHour(20),
    network: anHour(60),
  },
  listings: { what: 'listings published', account: anHour(20), network: anHour(100) },
  edits: { what: 'changes of listings, their posters aside', account: aMinute(60) },
  posters: { what: 'posters uploaded', account: anHour(40) },
  staff: { what: 'times that people at the door were named', account: anHour(60) },
  reservations: { what: 'reservations asked for', account: aMinute(20), network: aMinute(300) },
  payments: { what: 'payments tried', account: anHour(60), network: anHour(600) },
  codes: { what: 'codes presented at a door', account: aMinute(240) },
  lookups: {
    what: 'people, listings, orders, payments and sales looked up by whoever may see them',
    account: aMinute(240),
  },
  exports: { what: 'files made: sales, figures, one’s own data', account: anHour(60) },
  views: { what: 'looks at pages of listings that are counted', network: aMinute(240) },
  streams: {
    what: 'streams open at a time',
    account: { points: 20, seconds: 0 },
    network: { points: 200, seconds: 0 },
  },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** What unpaid holds of one listing may come to. Units of a network count those of all its accounts together. */
export interface HoldLimits {
  /**
   * Units of a network that may be unpaid: held now, or lapsed or given back within the window. So many, or this share of a
   * large listing, and some more for each unit that was paid there within the window.
   */
  unitsPerNetwork: number;
  shareOfListing: number;
  unitsPerPaid: number;
  /** Holds that lapsed or were given back within the window before the account has to pause. */
  givenUpPerAccount: number;
  /** How long what was given up counts, and how long a pause is, counted from the last of them. */
  seconds: number;
}

/** The same for holds, which orders decides under the lock of the stock; undefined where nothing is counted. */
export const holdLimits: Record<LimitProfile, HoldLimits | undefined> = {
  strict: {
    unitsPerNetwork: 10,
    shareOfListing: 0.02,
    unitsPerPaid: 3,
    givenUpPerAccount: 3,
    seconds: 15 * MINUTE,
  },
  generous: undefined,
};

/** What of cards may be declined within the window before the next one has to wait. */
export interface CardLimits {
  account: number;
  /** Of a network that has not paid yet, and how many more for each card that was good within a day, up to a hundred. */
  network: number;
  networkPerGood: number;
  /** Tries of the same card, whoever makes them. */
  card: number;
  seconds: number;
}

/** The same for cards, which payments decides with each attempt. */
export const cardLimits: Record<LimitProfile, CardLimits> = {
  strict: { account: 10, network: 3, networkPerGood: 1, card: 5, seconds: HOUR },
  generous: { account: 10, network: 50, networkPerGood: 0, card: 5, seconds: HOUR },
};
