import { UserView } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { newcomer, type Person, person, sessionCookie } from '../../../system/support/people.ts';
import type { Journal } from '../journal.ts';
import { type Random, randomOf } from '../random.ts';
import { behave, weights } from './behaviours.ts';
import { asBuyer } from './buyer.ts';
import { type Ask, GaveUp } from './client.ts';
import type { Market } from './market.ts';

/** One in so many buyers signs up with a password; the others have a session from before. */
const SIGN_UP_EVERY = 12;
const EDIT_EVERY = 25;
const CALL_OFF_EVERY = 150;
const TAKE_DOWN_EVERY = 70;

interface Town {
  seed: number;
  market: Market;
  ask: Ask;
  journal: Journal;
  /** Whether nobody is to go shopping any more. */
  isClosing: () => boolean;
}

/** So many shoppers at once, each on one trip after the other, until it is time to close. */
export async function shopUntilClosing(town: Town, shoppers: number): Promise<void> {
  let trips = 0;
  const shop = async () => {
    while (!town.isClosing()) {
      const trip = trips++;
      await goShopping(town, trip, randomOf(town.seed, 1_000 + trip));
    }
  };
  await Promise.all(Array.from({ length: shoppers }, shop));
}

async function goShopping({ market, ask, journal }: Town, trip: number, random: Random): Promise<void> {
  try {
    const stall = await market.choose(random);
    if (trip % CALL_OFF_EVERY === CALL_OFF_EVERY - 1) return await market.callOff(stall);
    if (trip % TAKE_DOWN_EVERY === TAKE_DOWN_EVERY - 1) return await market.takeDown(stall, random);
    if (trip % EDIT_EVERY === EDIT_EVERY - 1) return await market.edit(stall, random);

    const who = trip % SIGN_UP_EVERY === 0 ? await register(ask, journal) : await newcomer();
    const buyer = asBuyer(who, stall, ask, journal, random);
    const order = await buyer.place(random.next() < 0.1 ? 2 : 1);
    if (!order) return;
    const behaviour = random.weighted(weights);
    journal.behaviours.set(behaviour, (journal.behaviours.get(behaviour) ?? 0) + 1);
    const expectation = { orderId: order.id, ticketId: stall.id, behaviour };
    try {
      const ends = await behave(behaviour)(buyer, order);
      journal.expectations.push({ ...expectation, ends });
    } catch (error) {
      if (!(error instanceof GaveUp)) throw error;
    }
  } catch (error) {
    if (!(error instanceof GaveUp)) journal.surprises.push(`trip ${trip}: ${(error as Error).stack}`);
  }
}

/** A sign-up whose answer is lost has happened all the same: then the address is taken, and signing in is the way on. */
async function register(ask: Ask, journal: Journal): Promise<Person> {
  const body = { email: `${newId()}@example.test`, password: 'a seat in the front row' };
  const signedUp = await ask(undefined, { method: 'POST', path: '/api/users/signUp', body });
  const answer =
    signedUp.status === 409 ? await ask(undefined, { method: 'POST', path: '/api/users/signIn', body }) : signedUp;
  const { id } = UserView.parse(answer.body);
  journal.answered('signed-up', id, { email: body.email });
  return person(id, body.email, sessionCookie(answer));
}
