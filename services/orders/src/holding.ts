import type { HoldLimits } from '@frontrow/common/contracts';
import type { Rejection } from './order.ts';

/** What became of the holds of one listing that came from one account, or one network, within the window. */
export interface HoldHistory {
  /** Units held unpaid now. */
  held: number;
  /** Orders that lapsed or were given back unpaid, and their units. */
  givenUp: { orders: number; units: number; last: Date | undefined };
  /** Units that were paid. */
  paid: number;
}

export const noHistory = (): HoldHistory => ({ held: 0, givenUp: { orders: 0, units: 0, last: undefined }, paid: 0 });

/** Histories by `historyKey`; whoever is in none has none. */
export interface HoldHistories {
  ofAccount: Map<string, HoldHistory>;
  ofNetwork: Map<string, HoldHistory>;
}

/** Who has to wait before more of a listing is held, and for how long. */
export type Pause = Rejection & { retryAfterSeconds: number };

/** Names a history of a listing: by account or network. */
export const historyKey = (ticketId: string, who: string): string => `${ticketId} ${who}`;

/** Whoever holds too much looks again once somebody of the same network has paid, or not. */
const HELD_RETRY_SECONDS = 30;

/**
 * Why no more units of a listing may be held for now, from this account or this network; or null. Whoever takes units and
 * lets them lapse again and again keeps everybody else from them: so the account pauses after some of that. What a network has
 * not paid counts from when it is held until long after it was let go, so many addresses that never pay get little each, once;
 * its room grows with what it pays, so that people who share an address and do buy are not kept waiting.
 */
export function holdingPause(
  { quantity, capacity }: { quantity: number; capacity: number },
  ofAccount: HoldHistory,
  ofNetwork: HoldHistory,
  limits: HoldLimits,
  now: Date,
): Pause | null {
  if (ofAccount.givenUp.orders >= limits.givenUpPerAccount) return pause('hold_pause', ofAccount, limits, now);
  const { givenUp, paid, held } = ofNetwork;
  const most =
    Math.max(limits.unitsPerNetwork, Math.floor(limits.shareOfListing * capacity)) + limits.unitsPerPaid * paid;
  if (held + quantity > most) return { ...heldByNetwork, retryAfterSeconds: HELD_RETRY_SECONDS };
  if (givenUp.units + held + quantity > most) return pause('hold_pause_network', ofNetwork, limits, now);
  return null;
}

function pause(
  code: keyof typeof words,
  { givenUp: { last } }: HoldHistory,
  { seconds }: HoldLimits,
  now: Date,
): Pause {
  const left = seconds - (now.getTime() - (last ?? now).getTime()) / 1000;
  return { rejected: words[code], code, retryAfterSeconds: Math.max(1, Math.ceil(left)) };
}

const words = {
  hold_pause: 'these tickets were reserved and not paid several times',
  hold_pause_network: 'many of these tickets were reserved from your network and not paid',
};
const heldByNetwork: Rejection = {
  rejected: 'many of these tickets are being held from your network right now',
  code: 'holds_of_network',
};
