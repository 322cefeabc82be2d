import { randomUUID } from 'node:crypto';
import {
  OrderView,
  PaymentAuthorized,
  PaymentRefunded,
  type SalesView,
  type SaleView,
  TicketCancelled,
  type TicketState,
  TicketUpdated,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aPayment, aSession, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import supertest from 'supertest';
import { browserOf, list, type OrdersService, startOrders } from './setup.ts';

type Browser = Awaited<ReturnType<typeof browserOf>>;

let service: OrdersService;
let seller: Browser;
beforeAll(async () => {
  service = await startOrders();
});
beforeEach(async () => {
  seller = await browserOf(service);
});
afterAll(() => service.stop());

const put = (changes: Partial<TicketState> = {}) =>
  list(service, { sellerId: seller.session.userId, quantity: 100, ...changes });

/** An order of a new buyer, as if it had been placed at that instant. */
async function reserve(ticket: TicketState, placed: string, quantity = 1): Promise<OrderView> {
  const buyer = await browserOf(service);
  const order = OrderView.parse((await buyer.post({ ticketId: ticket.id, quantity })).body);
  await service.kit.db.pool.query('update orders set created_at = $2 where id = $1', [order.id, placed]);
  return order;
}

/** The same, paid for at once; `back` is when it was given back. */
async function sell(
  ticket: TicketState,
  paid: string,
  { quantity = 1, back }: { quantity?: number; back?: string } = {},
) {
  const order = await reserve(ticket, paid, quantity);
  const payment = aPayment({ orderId: order.id, userId: order.userId });
  await service.deliver('orders-payment', eventOf(PaymentAuthorized, payment, { version: 1 }));
  if (back) await service.deliver('orders-payment', eventOf(PaymentRefunded, payment, { version: 2 }));
  const { rowCount } = await service.kit.db.pool.query(
    'update orders set completed_at = $2, cancelled_at = $3 where id = $1 and completed_at is not null',
    [order.id, paid, back ?? null],
  );
  expect(rowCount).toBe(1);
  return order;
}

/** A file as the bytes that come. */
const download = (path: string) =>
  seller
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });

const berlin = { timeZone: 'Europe/Berlin', from: '2026-05-01', to: '2026-05-03' };

async function figures(query: Record<string, string> = {}, who = seller): Promise<SalesView> {
  const answer = await who.get(`/selling/figures?${new URLSearchParams({ ...berlin, ...query })}`);
  expect(answer.body).toMatchObject({ timeZone: 'Europe/Berlin' });
  return answer.body;
}

describe('figures', () => {
  test('count what was paid for and given back by the days of a time zone', async () => {
    const ticket = await put({ price: 1999 });
    await sell(ticket, '2026-04-30T21:59:59Z', { quantity: 9 }); // still April in Berlin
    await sell(ticket, '2026-04-30T22:00:00Z', { quantity: 2 });
    await sell(ticket, '2026-05-01T10:00:00Z', { back: '2026-05-03T08:00:00Z' });
    await sell(ticket, '2026-05-03T21:59:59Z', { quantity: 3 });
    await sell(ticket, '2026-05-03T22:00:00Z', { quantity: 9 }); // 4 May
    await sell(ticket, '2026-04-01T10:00:00Z', { quantity: 5, back: '2026-05-02T10:00:00Z' });

    const { money, stock } = await figures();
    expect(money).toHaveLength(1);
    expect(money[0]!.currency).toBe('EUR');
    expect(money[0]!.stretches).toEqual([
      {
        from: '2026-05-01',
        to: '2026-05-01',
        orders: 2,
        units: 3,
        sales: 59.97,
        unitsBack: 0,
        moneyBack: 0,
        revenue: 59.97,
      },
      {
        from: '2026-05-02',
        to: '2026-05-02',
        orders: 0,
        units: 0,
        sales: 0,
        unitsBack: 5,
        moneyBack: 99.95,
        revenue: -99.95,
      },
      {
        from: '2026-05-03',
        to: '2026-05-03',
        orders: 1,
        units: 3,
        sales: 59.97,
        unitsBack: 1,
        moneyBack: 19.99,
        revenue: 39.98,
      },
    ]);
    expect(money[0]!.total).toMatchObject({ orders: 3, units: 6, sales: 119.94, moneyBack: 119.94, revenue: 0 });
    expect(stock).toEqual({ capacity: 100, held: 0, sold: 23, left: 77 });

    const inTokyo = await seller.get(
      `/selling/figures?${new URLSearchParams({ ...berlin, timeZone: 'Asia/Tokyo', to: '2026-05-01' })}`,
    );
    expect(inTokyo.body.money[0].total).toMatchObject({ units: 12 });
  });

  test('of weeks and months are those of their days', async () => {
    const ticket = await put({ price: 1000 });
    for (const day of ['2026-05-01', '2026-05-03', '2026-05-04', '2026-06-01']) await sell(ticket, `${day}T12:00:00Z`);
    const counted = async (step: string) =>
      (await figures({ to: '2026-06-02', step })).money[0]!.stretches.flatMap(({ from, units }) =>
        units > 0 ? [[from, units]] : [],
      );
    expect(await counted('week')).toEqual([
      ['2026-05-01', 2],
      ['2026-05-04', 1],
      ['2026-06-01', 1],
    ]);
    expect(await counted('month')).toEqual([
      ['2026-05-01', 3],
      ['2026-06-01', 1],
    ]);
  });

  test('keep listings and currencies apart, and those of other sellers out', async () => {
    const [euros, yen] = [await put({ price: 2500 }), await put({ price: 3000, currency: 'JPY' })];
    await sell(euros, '2026-05-02T12:00:00Z', { quantity: 2 });
    await sell(yen, '2026-05-02T12:00:00Z');
    await sell(await list(service), '2026-05-02T12:00:00Z');
    const all = await figures();
    expect(all.money.map(({ currency, total }) => [currency, total.revenue])).toEqual([
      ['EUR', 50],
      ['JPY', 3000],
    ]);
    expect(all.stock).toEqual({ capacity: 200, held: 0, sold: 3, left: 197 });
    const one = await figures({ ticketId: yen.id });
    expect(one.money.map(({ currency, total }) => [currency, total.revenue])).toEqual([['JPY', 3000]]);
    expect(one.stock).toEqual({ capacity: 100, held: 0, sold: 1, left: 99 });
    expect(one.conversion).toMatchObject({ placed: 1, completed: 1 });
    // Nothing sold yet is zero in the listing's own currency; of all listings together there is none to name.
    const empty = await figures({ ticketId: (await put({ currency: 'GBP' })).id });
    expect(empty.money).toMatchObject([{ currency: 'GBP', total: { revenue: 0, orders: 0 } }]);
    expect((await figures({}, await browserOf(service))).money).toEqual([]);
  });

  test('tell what became of the orders that were placed', async () => {
    const ticket = await put();
    const day = '2026-05-02T12:00:00Z';
    await sell(ticket, day, { quantity: 2 });
    await sell(ticket, day, { back: '2026-05-20T12:00:00Z' });
    await reserve(ticket, day, 3);
    await reserve(ticket, '2026-05-09T12:00:00Z');
    const { conversion, stock } = await figures();
    expect(conversion).toMatchObject({ placed: 3, completed: 2 });
    expect(conversion.outcomes.filter(({ orders }) => orders > 0)).toEqual([
      { outcome: 'complete', orders: 1, units: 2 },
      { outcome: 'open', orders: 1, units: 3 },
      { outcome: 'refunded', orders: 1, units: 1 },
    ]);
    expect(stock).toEqual({ capacity: 100, held: 4, sold: 2, left: 94 });
    await service.deliver(
      'orders-ticket',
      eventOf(TicketCancelled, { ...ticket, status: 'cancelled' }, { version: 2 }),
    );
    expect((await figures()).stock.left).toBe(0);
  });

  test.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone', 'must be the IANA name of a time zone, such as Europe/Berlin'],
    [{ timeZone: '+02:00' }, 'timeZone', 'must be the IANA name of a time zone, such as Europe/Berlin'],
    [{ from: '2026-02-30' }, 'from', 'must be a day such as 2026-11-28'],
    [{ to: '2026-04-30' }, 'to', 'must not be before from'],
    [{ from: '2020-01-01' }, 'to', 'is too far from the first day to count by day'],
    [{ step: 'hour' }, 'step', 'must be one of day, week, month'],
    [{ ticketId: 'x' }, 'ticketId', 'must be a UUID'],
  ])('refuse %j', async (wrong, field, message) => {
    for (const file of ['figures', 'figures.csv', 'figures.xlsx']) {
      const answer = await seller.get(`/selling/${file}?${new URLSearchParams({ ...berlin, ...wrong })}`);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([{ field, message }]);
    }
  });

  test('need a time zone and a period', async () => {
    const answer = await seller.get('/selling/figures');
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual(
      ['timeZone', 'from', 'to'].map((field) => ({ field, message: 'is required', code: 'required' })),
    );
  });
});

test('what a listing has earned is what stands, at the prices that were paid', async () => {
  const ticket = await put({ price: 1000 });
  await sell(ticket, '2026-05-01T12:00:00Z', { quantity: 2 });
  await sell(ticket, '2026-05-01T12:00:00Z', { back: '2026-05-02T12:00:00Z' });
  const dearer = { ...ticket, price: 5000 };
  await service.deliver('orders-ticket', eventOf(TicketUpdated, dearer, { version: 2 }));
  await sell(dearer, '2026-05-03T12:00:00Z');
  const [unsold, foreign] = [await put({ currency: 'GBP' }), await list(service)];
  const answer = await seller.get(`/selling/listings?ids=${[ticket.id, unsold.id, foreign.id, newId()]}`);
  expect(answer.status).toBe(200);
  expect(answer.body).toHaveLength(2);
  expect(answer.body).toEqual(
    expect.arrayContaining([
      { id: ticket.id, units: 3, revenue: 70, currency: 'EUR' },
      { id: unsold.id, units: 0, revenue: 0, currency: 'GBP' },
    ]),
  );
  expect((await seller.get('/selling/listings?ids=1,2')).status).toBe(400);
});

describe('orders of a seller’s listings', () => {
  const next = ({ headers }: { headers: Record<string, string> }) =>
    headers.link?.match(/<\/api\/orders(.*)>; rel="next"/)?.[1];

  test('come newest first in pages, each once', async () => {
    const [ticket, other] = [await put(), await put()];
    const same = '2026-05-02T12:00:00Z';
    const placed = [
      await reserve(ticket, '2026-05-03T12:00:00Z'),
      await reserve(ticket, same),
      await reserve(other, same),
      await reserve(ticket, same),
      await sell(ticket, '2026-05-01T12:00:00Z', { quantity: 2 }),
    ];
    const pages: SaleView[][] = [];
    for (let path: string | undefined = '/selling?limit=2'; path; ) {
      const answer = await seller.get(path);
      pages.push(answer.body);
      path = next(answer);
    }
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
    const all = pages.flat();
    expect(all.map(({ id }) => id).sort()).toEqual(placed.map(({ id }) => id).sort());
    expect(all.map(({ createdAt }) => createdAt)).toEqual(
      all
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    );
    const last = placed.at(-1)!;
    const { poster: _, ...bought } = last.ticket;
    expect(all.at(-1)).toEqual({
      id: last.id,
      number: last.number,
      ticketId: ticket.id,
      ticket: bought,
      userId: last.userId,
      quantity: 2,
      unitPrice: 25,
      total: 50,
      currency: 'EUR',
      status: 'complete',
      cancelReason: null,
      refund: 'none',
      createdAt: '2026-05-01T12:00:00.000Z',
      completedAt: '2026-05-01T12:00:00.000Z',
      cancelledAt: null,
    });
    const ids = async (query: string) => (await seller.get(`/selling?${query}`)).body.map(({ id }: SaleView) => id);
    expect(await ids(`ticketId=${other.id}`)).toEqual([placed[2]!.id]);
    expect(await ids('status=complete')).toEqual([last.id]);
    expect(await ids(`status=complete&ticketId=${other.id}`)).toEqual([]);
  });

  test('are not shown to their buyers or to other sellers', async () => {
    const ticket = await put();
    await reserve(ticket, '2026-05-03T12:00:00Z');
    const stranger = await browserOf(service);
    expect((await stranger.get('/selling')).body).toEqual([]);
  });

  test.each(['x', Buffer.from(JSON.stringify(['yesterday', newId()])).toString('base64url')])(
    'refuse the cursor %s',
    async (cursor) => {
      const answer = await seller.get(`/selling?cursor=${cursor}`);
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].field).toBe('cursor');
    },
  );
});

describe('a listing’s sales are its seller’s own business', () => {
  const period = new URLSearchParams(berlin);
  const paths = (ticketId: string) => [
    `/selling?ticketId=${ticketId}`,
    `/selling/figures?${period}&ticketId=${ticketId}`,
    `/selling/figures.csv?${period}&ticketId=${ticketId}`,
    `/selling/figures.xlsx?${period}&ticketId=${ticketId}`,
    `/selling/orders.csv?timeZone=UTC&ticketId=${ticketId}`,
    `/selling/orders.xlsx?timeZone=UTC&ticketId=${ticketId}`,
  ];

  test('others are told so, and what never was is not there', async () => {
    const ticket = await put();
    const others = [await browserOf(service), await browserOf(service, aSession({ role: 'operator' }))];
    for (const other of others) {
      for (const path of paths(ticket.id)) {
        const answer = await other.get(path);
        expect(answer.status).toBe(403);
        expect(answer.headers['content-type']).toContain('application/problem+json');
      }
    }
    for (const path of paths(randomUUID())) expect((await seller.get(path)).status).toBe(404);
    for (const path of paths(ticket.id)) expect((await seller.get(path)).status).toBe(200);
  });

  test('who is signed out sees nothing', async () => {
    const files = ['figures.csv', 'figures.xlsx', 'orders.csv', 'orders.xlsx'].map((file) => `selling/${file}`);
    const paths = ['selling', 'selling/figures', 'selling/listings', ...files];
    for (const path of paths) expect((await supertest(service.url).get(`/api/orders/${path}`)).status).toBe(401);
  });
});

describe('spreadsheets', () => {
  test('of orders have a line for each, in local time, and no formula that somebody typed', async () => {
    const ticket = await put({
      price: 1999,
      title: '=HYPERLINK("http://x"), "the" show',
      startsAt: '2031-07-01T18:00:00.000Z',
    });
    const sold = await sell(ticket, '2026-05-01T22:30:00Z', { quantity: 2, back: '2026-05-02T10:00:00Z' });
    await reserve(ticket, '2026-05-04T00:00:00Z');
    const answer = await seller.get(`/selling/orders.csv?${new URLSearchParams(berlin)}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename=orders-from-2026-05-01-to-2026-05-03.csv');
    expect(answer.text.split('\r\n')).toEqual([
      '\uFEFFNumber,Order,Event,Event starts,Placed,Status,Ended because,Refund,Tickets,Price each,Total,Currency,Paid,Ended,Buyer,Listing,Time zone',
      `${sold.number},${sold.id},"'=HYPERLINK(""http://x""), ""the"" show",2031-07-01 20:00:00,2026-05-02 00:30:00,cancelled,refunded,granted,2,19.99,39.98,EUR,2026-05-02 00:30:00,2026-05-02 12:00:00,${sold.userId},${ticket.id},Europe/Berlin`,
      '',
    ]);
    const all = await seller.get('/selling/orders.csv?timeZone=UTC');
    expect(all.text.trimEnd().split('\r\n')).toHaveLength(3);
    expect((await seller.get('/selling/orders.csv')).status).toBe(400);
  });

  test('of figures have a line for every day and currency', async () => {
    await sell(await put({ price: 1999 }), '2026-05-01T12:00:00Z', { back: '2026-05-02T12:00:00Z' });
    await sell(await put({ price: 500, currency: 'JPY' }), '2026-05-03T12:00:00Z');
    const answer = await seller.get(`/selling/figures.csv?${new URLSearchParams(berlin)}`);
    expect(answer.headers['content-disposition']).toContain('filename=sales-2026-05-01-to-2026-05-03.csv');
    expect(answer.text.replace('\uFEFF', '').split('\r\n')).toEqual([
      'From,To,Currency,Orders paid,Tickets sold,Sales,Tickets given back,Money given back,Revenue,Time zone',
      '2026-05-01,2026-05-01,EUR,1,1,19.99,0,0,19.99,Europe/Berlin',
      '2026-05-02,2026-05-02,EUR,0,0,0,1,19.99,-19.99,Europe/Berlin',
      '2026-05-03,2026-05-03,EUR,0,0,0,0,0,0,Europe/Berlin',
      '2026-05-01,2026-05-01,JPY,0,0,0,0,0,0,Europe/Berlin',
      '2026-05-02,2026-05-02,JPY,0,0,0,0,0,0,Europe/Berlin',
      '2026-05-03,2026-05-03,JPY,1,1,500,0,0,500,Europe/Berlin',
      '',
    ]);
  });

  test('in German have its words, decimal commas, and semicolons between cells', async () => {
    const ticket = await put({ price: 1999, title: 'Käthe; "die" Große' });
    await sell(ticket, '2026-05-01T22:30:00Z', { quantity: 2, back: '2026-05-02T10:00:00Z' });
    const german = new URLSearchParams({ ...berlin, language: 'de' });
    const read = (text: string) => parse(text, { bom: true, columns: true, delimiter: ';' });
    expect(read((await seller.get(`/selling/orders.csv?${german}`)).text)).toEqual([
      expect.objectContaining({
        Veranstaltung: 'Käthe; "die" Große',
        Bestellt: '2026-05-02 00:30:00',
        Status: 'beendet',
        'Grund des Endes': 'erstattet',
        Erstattung: 'erteilt',
        Tickets: '2',
        Einzelpreis: '19,99',
        Gesamtpreis: '39,98',
      }),
    ]);
    const figures = read((await seller.get(`/selling/figures.csv?${german}`)).text);
    expect(figures[1]).toMatchObject({ Von: '2026-05-02', Verkäufe: '39,98', Zurückgezahlt: '39,98', Umsatz: '0' });
    for (const file of ['orders.csv', 'orders.xlsx']) {
      expect((await seller.get(`/selling/${file}?timeZone=UTC&language=xx`)).status).toBe(400);
    }
  });

  test('are workbooks, too, in which times are times and each currency is by itself', async () => {
    const show = await put({ price: 1999, title: '=1+1', startsAt: '2031-07-01T18:00:00.000Z' });
    const other = await put({ price: 500, currency: 'JPY', title: 'Zoë' });
    const sold = await sell(show, '2026-05-01T22:30:00Z', { quantity: 2 });
    await sell(other, '2026-05-03T10:00:00Z');
    const answer = await download(`/selling/orders.xlsx?${new URLSearchParams({ ...berlin, language: 'de' })}`);
    expect(answer.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(answer.headers['content-disposition']).toContain('filename=orders-from-2026-05-01-to-2026-05-03.xlsx');
    const [sheet] = await readXlsx(answer.body);
    expect(sheet!.sheet).toBe('Bestellungen');
    const [headings, newest, oldest] = sheet!.data;
    const at = (heading: string) => headings!.indexOf(heading);
    expect(headings!.filter((heading) => String(heading).includes('preis'))).toEqual([
      'Einzelpreis (EUR)',
      'Einzelpreis (JPY)',
      'Gesamtpreis (EUR)',
      'Gesamtpreis (JPY)',
    ]);
    expect(newest![at('Veranstaltung')]).toBe('Zoë');
    expect([newest![at('Gesamtpreis (EUR)')], newest![at('Gesamtpreis (JPY)')]]).toEqual([null, 500]);
    expect(oldest![at('Nummer')]).toBe(sold.number);
    expect(oldest![at('Veranstaltung')]).toBe('=1+1');
    expect(oldest![at('Gesamtpreis (EUR)')]).toBe(39.98);
    // What clocks in Berlin show, as a fraction of days.
    expect(oldest![at('Beginn')]).toBeInstanceOf(Date);
    expect(Math.round(Number(oldest![at('Beginn')]) / 1000)).toBe(Date.parse('2031-07-01T20:00:00Z') / 1000);
    expect(sheet!.data).toHaveLength(3);

    const [figures] = await readXlsx((await download(`/selling/figures.xlsx?${new URLSearchParams(berlin)}`)).body);
    expect(figures!.data[0]).toEqual(expect.arrayContaining(['Revenue (EUR)', 'Revenue (JPY)']));
    expect(figures!.data).toHaveLength(7);
    const one = await download(`/selling/orders.xlsx?timeZone=UTC&ticketId=${show.id}`);
    expect((await readXlsx(one.body))[0]!.data[0]).toEqual(expect.arrayContaining(['Price each', 'Total']));
  });

  test('of thousands of orders leave none out', async () => {
    const ticket = await put();
    const { id } = await reserve(ticket, '2026-05-01T12:00:00Z');
    const { rows } = await service.kit.db.pool.query(`select string_agg(quote_ident(column_name), ',') as names
      from information_schema.columns where table_name = 'orders' and column_name <> 'id'`);
    // Copies that were placed at the very same instant: only their ids tell them apart.
    await service.kit.db.pool.query(
      `insert into orders (id, ${rows[0].names}) select gen_random_uuid(), ${rows[0].names}
       from orders, generate_series(1, 2499) where id = $1`,
      [id],
    );
    const lines = (await seller.get('/selling/orders.csv?timeZone=UTC')).text.trimEnd().split('\r\n').slice(1);
    expect(new Set(lines.map((line) => line.slice(0, 36))).size).toBe(2500);
    expect(lines).toHaveLength(2500);
    const [workbook] = await readXlsx((await download('/selling/orders.xlsx?timeZone=UTC')).body);
    expect(new Set(workbook!.data.slice(1).map((cells) => cells[1])).size).toBe(2500);
  });
});
