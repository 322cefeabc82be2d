import { OrderView, PaymentAnswer } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { eventually } from '@frontrow/common/testing';
import { type Answer, bodyOf, persist, send } from './http.ts';
import { scan } from './market.ts';
import { type Person, person, sessionCookie } from './people.ts';
import { answerChallenge } from './stripe.ts';

export interface Purchase {
  orderId: string;
  /** The order's status at the end, and why when it is cancelled. */
  end: string;
}

const kinds = ['pay', 'decline, then pay', 'be let in', '3-D Secure', 'give back', 'release'] as const;
type Kind = (typeof kinds)[number];

/** Signs up, and buys so many times one unit, each in another way; survives whatever may be down for a while. */
export async function shop(seller: Person, ticketId: string, purchases: number, done: (one: Purchase) => void) {
  const buyer = await register();
  const first = Math.floor(Math.random() * kinds.length);
  for (let index = 0; index < purchases; index++) {
    done(await purchase(buyer, seller, ticketId, kinds[(first + index) % kinds.length]!));
  }
}

/** A sign-up whose answer is lost has happened all the same: then the address is taken, and signing in is the way on. */
async function register(): Promise<Person> {
  const body = { email: `${newId()}@example.test`, password: 'a seat in the front row' };
  const signedUp = await persist(() => send('POST', '/api/users/signUp', { body }));
  const taken = signedUp.status === 409;
  const answer = taken ? await persist(() => send('POST', '/api/users/signIn', { body })) : signedUp;
  const { id } = bodyOf(answer, taken ? 200 : 201) as { id: string };
  return person(id, body.email, sessionCookie(answer));
}

async function purchase(buyer: Person, seller: Person, ticketId: string, kind: Kind): Promise<Purchase> {
  const key = newId();
  const placed = await persist(() => buyer.send('POST', '/api/orders', { ticketId }, key));
  const { id: orderId } = OrderView.parse(bodyOf(placed, 201));
  const giveUp = async () => expectOneOf(await persist(() => buyer.send('DELETE', `/api/orders/${orderId}`)), 202, 204);

  if (kind === 'release') {
    await giveUp();
    return { orderId, end: 'cancelled buyer' };
  }
  if (kind === 'decline, then pay') bodyOf(await attempt(buyer, orderId, 'tok_visa_chargeDeclined'), 402);
  if (kind === '3-D Secure') await passChallenge(await attempt(buyer, orderId, 'tok_threeDSecure2Required'));
  else bodyOf(await attempt(buyer, orderId, 'tok_visa'), 201);

  if (kind === 'give back') {
    const isComplete = ({ body }: Answer) => (body as OrderView).status === 'complete';
    await persist(() => buyer.send('GET', `/api/orders/${orderId}`), isComplete);
    await giveUp();
    return { orderId, end: 'cancelled refunded' };
  }
  if (kind === 'be let in') {
    const wasIssued = ({ body }: Answer) => Array.isArray(body) && body.length === 1;
    const found = await persist(() => buyer.send('GET', `/api/tickets/admissions?orderId=${orderId}`), wasIssued);
    const [{ code }] = found.body as [{ code: string }];
    const scanId = newId();
    bodyOf(await persist(() => scan(seller, ticketId, code, scanId)), 200);
  }
  return { orderId, end: 'complete' };
}

/** Hands in a card, and asks with the same key until it is known what became of it. */
function attempt(buyer: Person, orderId: string, token: string): Promise<Answer> {
  const key = newId();
  const isKnown = ({ status, body }: Answer) =>
    status !== 202 || PaymentAnswer.parse(body).payment.status !== 'processing';
  return persist(() => buyer.send('POST', '/api/payments', { orderId, token }, key), isKnown);
}

const passChallenge = (answer: Answer): Promise<string> => {
  const { challengeUrl } = PaymentAnswer.parse(bodyOf(answer, 202)).payment;
  return eventually(() => answerChallenge(challengeUrl!, 'approve'), 60_000, 200);
};

function expectOneOf(answer: Answer, ...statuses: number[]): void {
  if (!statuses.includes(answer.status)) bodyOf(answer, statuses[0]!);
}
