import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { OrderCreated, PaymentVoided } from '@frontrow/common/contracts';
import { type Bus, ensureConsumer, openBus } from '@frontrow/common/messaging';
import { anOrder, aPayment, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSupervisor, type Supervisor } from '../base/supervisor.js';
import { removePostgres } from '../engines/postgres-cluster.js';
import { openInstance } from '../open-instance.js';
import { findPostgres } from '../prepare/find-engines.js';
import { type Instance, startEngines } from '../stack.js';
import { temporaryFolder } from './support.ts';

const dir = temporaryFolder(async () => {
  await supervisor.stop();
  removePostgres(dir);
});
const silent = {
  say: () => {},
  idle: async () => true,
  step: async <T>(_label: string, work: (note: () => void) => Promise<T> | T) => work(() => {}),
};
let instance: Instance;
let supervisor: Supervisor;

beforeAll(async () => {
  ({ instance } = await openInstance({ dir, say: () => {} }));
  supervisor = createSupervisor(dir, () => {});
  await startEngines(instance, supervisor, silent);
});

describe('PostgreSQL', () => {
  const open = (role: string, database: string, password = instance.state.secrets.passwords[role]) => {
    const url = `postgres://${role}:${password}@127.0.0.1:${instance.state.ports.postgres}/${database}`;
    return spawnSync(join(findPostgres()!, 'psql'), ['-XAtw', '-c', 'select current_user', url], { encoding: 'utf8' });
  };

  test('each service opens its own database', () => {
    for (const service of ['auth', 'tickets', 'orders', 'payments']) {
      expect(open(service, service).stdout.trim()).toBe(service);
    }
  });

  test.each(['auth', 'payments', 'postgres', 'template1'])('orders cannot open %s', (database) => {
    expect(open('orders', database).stderr).toContain('permission denied for database');
  });

  test('a wrong password opens nothing', () => {
    expect(open('orders', 'orders', 'guess').stderr).toContain('password authentication failed');
  });
});

test('Redis answers to its password alone', async () => {
  const socket = connect(instance.state.ports.redis, '127.0.0.1');
  socket.end('PING\r\n');
  expect(await text(socket)).toContain('NOAUTH');
});

describe('NATS', () => {
  const buses: Bus[] = [];
  const busOf = async (user: string, password = instance.state.secrets.passwords[user]) => {
    const bus = openBus({ url: `nats://127.0.0.1:${instance.state.ports.nats}`, user, password });
    buses.push(bus);
    await eventually(() => bus.check());
    return bus;
  };
  let orders: Bus;
  let tickets: Bus;
  let payments: Bus;

  beforeAll(async () => {
    [orders, tickets, payments] = await Promise.all([busOf('orders'), busOf('tickets'), busOf('payments')]);
  });
  afterAll(() => Promise.all(buses.map((bus) => bus.close())));

  test('a service makes its own streams, and no other', async () => {
    await orders.ensureStream('order');
    await expect(orders.ensureStream('payment')).rejects.toThrow();
    await payments.ensureStream('payment');
  });

  test('a service publishes its own events, and no others', async () => {
    await orders.publish(eventOf(OrderCreated, anOrder()));
    await expect(orders.publish(eventOf(PaymentVoided, aPayment()))).rejects.toThrow();
    await payments.publish(eventOf(PaymentVoided, aPayment()));
  });

  test('a service reads with its own consumer, and cannot use or remove that of another', async () => {
    await ensureConsumer(tickets, 'payment', 'tickets-payment');
    const consumer = await ensureConsumer(orders, 'payment', 'orders-payment');
    expect((await consumer.next({ expires: 5_000 }))?.subject).toBe('payment.voided');

    const { client, manager } = await orders.jetstream();
    await expect(client.consumers.get('PAYMENTS', 'tickets-payment')).rejects.toThrow();
    await expect(manager.consumers.delete('PAYMENTS', 'tickets-payment')).rejects.toThrow();
  });

  test('the auditor hears everything and says nothing', async () => {
    const audit = await busOf('audit');
    await ensureConsumer(audit, 'order', 'audit-order');
    await ensureConsumer(audit, 'payment', 'audit-payment');
    await expect(audit.publish(eventOf(OrderCreated, anOrder()))).rejects.toThrow();
  });

  test('auth has no business with orders', async () => {
    const auth = await busOf('auth');
    await expect(ensureConsumer(auth, 'order', 'auth-order')).rejects.toThrow();
  });

  test('a wrong password connects nobody', async () => {
    const stranger = openBus({
      url: `nats://127.0.0.1:${instance.state.ports.nats}`,
      user: 'orders',
      password: 'guess',
    });
    buses.push(stranger);
    await expect(stranger.check()).rejects.toThrow('cannot reach NATS');
  });
});
