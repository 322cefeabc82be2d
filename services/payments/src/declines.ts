/** How many cards of one account or network, and how many tries of one card, may be declined within a window. */
export interface DeclineLimits {
  account: number;
  /** Of a network without good cards, and how many more for each of these; 0: what is under way there does not count either. */
  network: number;
  networkPerGood: number;
  card: number;
  windowMs: number;
}

/** What was declined within the window: when, the latest first, and no more of each than its limit. */
export interface Declines {
  account: Date[];
  network: Date[];
  /** Empty while the card is not known. */
  card: Date[];
  /** Attempts of the account that are under way, each of which may yet be declined. */
  open: number;
  /** The same of the network, and how many of its cards were good within a day; both 0 where good cards do not count. */
  openOfNetwork: number;
  goodOfNetwork: number;
}

/** Who has to wait before another card is tried, and for how long. */
export interface Throttled {
  by: 'account' | 'network' | 'card';
  seconds: number;
  /** What is under way is in the way, and may yet turn out well. */
  busy?: true;
}

/** When only attempts that are under way stand in the way, they will have an answer by then. */
const SOON_SECONDS = 5;
/** From this share of its limit on, a network is one whose cards are looked at before they are tried. */
const SUSPECT_SHARE = 1 / 5;

/** Who has to wait, by the limit that takes longest; undefined when the card may be tried. */
export function whyThrottled(declines: Declines, limits: DeclineLimits, now: Date): Throttled | undefined {
  const most = { ...limits, network: roomOf(declines, limits) };
  const open = { account: declines.open, network: limits.networkPerGood > 0 ? declines.openOfNetwork : 0, card: 0 };
  const waits = (['account', 'network', 'card'] as const).flatMap((by): Throttled[] => {
    const [declined, limit] = [declines[by], most[by]];
    // The limit holds again once the last decline but so many has left the window.
    const full = declined[limit - 1];
    if (full) return [{ by, seconds: (full.getTime() + limits.windowMs - now.getTime()) / 1000 }];
    const isBusy = open[by] > 0 && declined.length + open[by] >= limit;
    return isBusy ? [{ by, seconds: SOON_SECONDS, busy: true }] : [];
  });
  return waits.sort((one, other) => other.seconds - one.seconds)[0];
}

/** How many cards of a network may be declined: a campus that pays has more room than whoever never did. */
const roomOf = ({ goodOfNetwork }: Declines, { network, networkPerGood }: DeclineLimits) =>
  network + networkPerGood * goodOfNetwork;

/** Whether it is worth a call to Stripe to know which card it is before it is tried. */
export const isSuspect = ({ account, network }: Declines, limits: DeclineLimits): boolean =>
  account.length > 0 || network.length >= limits.network * SUSPECT_SHARE;
