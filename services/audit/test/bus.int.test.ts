import { type Aggregate, type FrontrowEvent, PromisesView, streams } from '@frontrow/common/contracts';
import { type Bus, openBus } from '@frontrow/common/messaging';
import { eventually, startTestNats, startTestService, type TestEngine } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { audit } from '../src/service.ts';
import { bought, tell } from './histories.ts';
import { type AuditService, operatorOf } from './setup.ts';

let nats: TestEngine;
let bus: Bus;
let service: AuditService;
let operator: Awaited<ReturnType<typeof operatorOf>>;
beforeAll(async () => {
  nats = await startTestNats();
  bus = openBus({ url: nats.url, user: 'publisher' });
  await eventually(() => bus.check());
  for (const aggregate of Object.keys(streams) as Aggregate[]) await bus.ensureStream(aggregate);
  service = await startTestService(audit, { NATS_URL: nats.url, BLIND_SECONDS: '2' });
  operator = await operatorOf(service);
}, 60_000);
afterAll(async () => {
  await service.stop();
  await bus.close();
  await nats.remove();
});

const promises = async () => PromisesView.parse((await operator.get('/promises')).body);
const untilStatus = (status: string) =>
  eventually(async () => expect((await promises()).status).toBe(status), 60_000, 100);

test('poison is put aside, and what comes after it is heard', async () => {
  const { client } = await bus.jetstream();
  await client.publish('order.created', '{"no": "event"');
  const story = bought();
  for (const event of story.events) await bus.publish(event);
  await eventually(async () => {
    const { rows } = await service.kit.db.pool.query('select status from orders where id = $1', [story.order.id]);
    expect(rows).toEqual([{ status: 'complete' }]);
  });
  const { rows } = await service.kit.db.pool.query('select reason from dead_letters');
  expect(rows).toEqual([{ reason: 'not JSON' }]);
  await untilStatus('green');
});

test('it keeps up with a burst, and finds in it the one order that is wrong', async () => {
  const stories = Array.from({ length: 500 }, () => bought());
  const wrong = bought().capture();
  const events: FrontrowEvent[] = [...stories, wrong].flatMap((story) => story.events);
  const before = (await promises()).eventsHeard;
  const since = Date.now();
  const publishing = Promise.all(events.map((event) => bus.publish(event)));
  await untilStatus('red');
  await publishing;
  await eventually(async () => expect((await promises()).eventsHeard).toBe(before + events.length), 60_000, 100);
  const seconds = (Date.now() - since) / 1000;
  process.stderr.write(
    `    measured: ${events.length} events heard and judged in ${seconds.toFixed(1)} s, ${Math.round(events.length / seconds)}/s\n`,
  );
  const { body } = await operator.get('/findings?limit=100').expect(200);
  expect(body.map(({ orderId }: { orderId: string }) => orderId)).toEqual([wrong.order.id]);
  await operator.post(`/findings/${body[0].id}/acknowledge`, { note: 'a test' }).expect(200);
}, 120_000);

test('what it still may hear is no evidence: nothing is found while it has not heard everything', async () => {
  const story = tell().place();
  const [placed] = story.events as [FrontrowEvent];
  await bus.publish(placed);
  await untilStatus('green');
  await nats.kill();
  await untilStatus('blind');
  await nats.start();
  await untilStatus('green');
});
