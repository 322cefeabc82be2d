import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { TicketCreated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { type Bus, openBus } from '@frontrow/common/messaging';
import { aTicket, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, expect, test } from '@jest/globals';
import { query } from './support/databases.ts';
import { bodyOf } from './support/http.ts';
import { ports, root, secrets, stateDir } from './support/instance.ts';
import { askForOrder, reserve, sell } from './support/market.ts';
import { newcomer } from './support/people.ts';

// As tickets, which alone may publish what happens to listings.
const bus: Bus = openBus({
  url: `nats://127.0.0.1:${ports.nats}`,
  user: 'tickets',
  password: secrets.passwords.tickets,
});
afterAll(() => bus.close());

function deadLetters(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(join(root, 'bin/dead-letters'), [...args, '--state', stateDir], {
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

interface Letter {
  id: string;
  reason: string;
  [column: string]: unknown;
}

const letterAbout = (ticketId: string) =>
  eventually(async () => {
    const [letter] = await query<Letter>('orders', 'select * from dead_letters where payload like $1', [
      `%${ticketId}%`,
    ]);
    expect(letter).toBeDefined();
    return letter!;
  });

test('a poisonous message is put aside, holds nothing up, and is replayed by a command once it can be', async () => {
  const [seller, buyer] = await Promise.all([newcomer(), newcomer()]);
  const listing = aTicket({ id: newId(), sellerId: seller.id });
  const good = eventOf(TicketCreated, listing);
  const poison = { ...good, data: { ...listing, quantity: 'many' } };
  await eventually(() => bus.publish(poison));

  const letter = await letterAbout(listing.id);
  expect(letter.reason).toMatch(/data\.quantity/);
  await reserve(buyer, (await sell(seller)).id); // what came after it went its way
  expect(deadLetters('list', 'orders').said).toContain(letter.id);

  const inVain = deadLetters('replay', letter.id);
  expect(inVain.status).not.toBe(0);
  expect(inVain.said).toMatch(/failed .*data\.quantity/);
  expect(deadLetters('list').said).toContain(letter.id);

  // As when a newer version of the service understands what this one did not.
  await query('orders', 'update dead_letters set payload = $2 where id = $1', [letter.id, JSON.stringify(good)]);
  expect(deadLetters('replay', letter.id)).toMatchObject({ status: 0, said: expect.stringMatching(/^replayed/) });
  bodyOf(await askForOrder(buyer, listing.id), 201);
  expect(deadLetters('list').said).not.toContain(letter.id);
}, 60_000);

test('what is no event at all is put aside, too, by each service that hears it', async () => {
  const marker = newId();
  await eventually(async () => {
    const { client } = await bus.jetstream();
    await client.publish('admission.issued', `{"not an event": "${marker}"`);
  });
  expect((await letterAbout(marker)).reason).toBe('not JSON');
});
