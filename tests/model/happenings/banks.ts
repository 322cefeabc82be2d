import fc from 'fast-check';
import type { Account } from '../simulation/account.ts';
import { hearing, settling } from '../simulation/activities.ts';
import { dueOrders } from '../simulation/payments.ts';
import { run } from '../simulation/processes.ts';
import type { World } from '../simulation/world.ts';
import { anyIndex, type Happening, happening, oneOf } from './happening.ts';

/** Something that a bank or Stripe does by itself. */
const aboutAccount = (
  words: string,
  index: number,
  fits: (account: Account) => boolean,
  act: (world: World, account: Account) => void,
) =>
  happening(words, {
    when: ({ stripe }) => stripe.accounts.some(fits),
    act(world) {
      const account = oneOf(world.stripe.accounts.filter(fits), index)!;
      world.tell(() => `${words} (${account.id} of ${account.orderId})`);
      act(world, account);
    },
  });

const waits = ({ status, given }: Account) =>
  status === 'requires_action' || status === 'processing' || given.some(({ state }) => state === 'pending');

const bank = fc
  .record({ index: anyIndex, approves: fc.boolean() })
  .map(({ index, approves }) =>
    aboutAccount(`the bank says ${approves ? 'yes' : 'no'}`, index, waits, ({ stripe }, account) =>
      stripe.bankAnswers(account, approves),
    ),
  );

const lapse = anyIndex.map((index) =>
  aboutAccount(
    'an authorization lapses',
    index,
    ({ status }) => status === 'requires_capture',
    ({ stripe }, account) => stripe.release(account),
  ),
);

const byHand = anyIndex.map((index) =>
  aboutAccount(
    'someone pays back by hand',
    index,
    ({ captures, given }) => captures > 0 && given.length === 0,
    // Who pays back by hand looks first whether that was done another way.
    ({ stripe, paidByHand }, account) => void (paidByHand.has(account.orderId) || stripe.refundByHand(account)),
  ),
);

const comesBack = fc.record({ index: anyIndex, heard: fc.boolean() }).map(({ index, heard }) =>
  aboutAccount(
    `a refund comes back${heard ? ', and payments hears of it' : ''}`,
    index,
    ({ given }) => given.at(-1)?.state === 'succeeded',
    (world, account) => {
      world.stripe.refundComesBack(account);
      if (!heard) return;
      run(world, hearing(world, world.stripe.webhooks.at(-1)!));
      if (dueOrders(world).includes(account.orderId)) run(world, settling(world, account.orderId, []));
    },
  ),
);

export const banks: { weight: number; arbitrary: fc.Arbitrary<Happening> }[] = [
  { weight: 4, arbitrary: bank },
  { weight: 1, arbitrary: lapse },
  { weight: 1, arbitrary: byHand },
  { weight: 4, arbitrary: comesBack },
];
