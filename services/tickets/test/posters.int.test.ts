import { once } from 'node:events';
import { request } from 'node:http';
import type { TicketView } from '@frontrow/common/contracts';
import { StockUpdated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aStock, cookieOf, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import type supertest from 'supertest';
import { deleteReplacedPosters } from '../src/store/posters.ts';
import {
  issuedTo,
  listed,
  nobody,
  type Person,
  paidOrder,
  person,
  seenByAll,
  startTickets,
  type TicketsService,
} from './support.ts';
import { aJpeg, anSvg, aPng } from './uploads.ts';

let service: TicketsService;
let seller: Person;
let other: Person;

beforeAll(async () => {
  service = await startTickets();
  [seller, other] = [await person(service), await person(service)];
});
afterAll(() => service.stop());

const put = (from: Pick<Person, 'put'>, id: string, image: Buffer, type = 'image/jpeg') =>
  from.put(`/${id}/poster`, image as unknown as object).set('content-type', type);
const seen = (id: string) => seenByAll(service, id);
const fileOf = ({ id, poster }: TicketView, file: string) => `/${id}/poster/${poster?.hash}/${file}`;
const filesOf = async (id: string) => {
  const { rows } = await service.kit.db.db.execute<{ hash: string; replaced: boolean; count: number }>(
    sql`select hash, replaced_at is not null as replaced, count(*)::int from poster_files where ticket_id = ${id}
        group by hash, 2 order by 2`,
  );
  return rows;
};

test('a poster is part of its listing, in answers and events', async () => {
  const { id, ...before } = await listed(seller);
  expect(before.poster).toBeNull();
  const image = await aJpeg(900, 1000);
  const answer = await put(seller, id, image);
  expect(answer.status).toBe(200);
  const poster = { hash: expect.stringMatching(/^[0-9a-f]{32}$/), width: 900, height: 1000 };
  expect(answer.body).toEqual({ id, ...before, poster, version: 2, updatedAt: answer.body.updatedAt });
  expect(await seen(id)).toEqual(answer.body);
  const events = (await service.outbox('ticket.updated')).filter(({ aggregateId }) => aggregateId === id);
  expect(events).toMatchObject([{ aggregateVersion: 2, data: { poster } }]);

  // The same image again is no change.
  const again = await put(seller, id, image);
  expect([again.status, again.body]).toEqual([200, answer.body]);
});

test('its files are for good, and nothing but images', async () => {
  const { id } = await listed(seller);
  const { body: listing } = await put(seller, id, await aPng(900, 1000), 'text/html');
  for (const [file, type] of [
    ['400.webp', 'image/webp'],
    ['800.webp', 'image/webp'],
    ['1600.webp', 'image/webp'],
    ['share.jpg', 'image/jpeg'],
  ] as const) {
    const answer = await nobody(service).get(fileOf(listing, file)).responseType('blob');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(`image/${(await sharp(answer.body).metadata()).format}`).toBe(type);
  }
  expect((await nobody(service).get(`/${id}/poster/${'0'.repeat(32)}/400.webp`)).status).toBe(404);
  expect((await nobody(service).get(fileOf({ ...listing, id: newId() }, '400.webp'))).status).toBe(404);
  const bad = await nobody(service).get(fileOf(listing, 'original.png'));
  expect([bad.status, bad.body.errors[0].field]).toEqual([400, 'file']);
});

describe('an upload is refused', () => {
  test.each([
    ['text that is called a PNG', Buffer.from('not a picture'), 'image/png', 415, 'must be a JPEG, PNG, WebP or AVIF'],
    ['an SVG with a script', anSvg, 'image/svg+xml', 415, 'must be a JPEG, PNG, WebP or AVIF'],
    ['nothing', Buffer.alloc(0), 'image/png', 400, 'is required'],
    ['more than 8 MiB', Buffer.alloc(8 * 2 ** 20 + 1), 'image/png', 413, 'must be at most 8 MiB'],
  ])('for %s', async (_, upload, type, status, message) => {
    const { id, version } = await listed(seller);
    const answer = await put(seller, id, upload, type);
    expect([answer.status, answer.body.errors]).toEqual([
      status,
      [expect.objectContaining({ field: 'body', message: expect.stringContaining(message) })],
    ]);
    expect(await seen(id)).toMatchObject({ poster: null, version });
  });

  test('to all but the seller, before it is looked at', async () => {
    const { id } = await listed(seller);
    expect((await put(nobody(service), id, anSvg)).status).toBe(401);
    expect((await put(other, id, anSvg)).status).toBe(403);
    expect((await put(seller, newId(), anSvg)).status).toBe(404);
    expect((await remove(nobody(service), id)).status).toBe(401);
    expect((await remove(other, id)).status).toBe(403);
    expect((await remove(seller, newId())).status).toBe(404);
    expect((await put(seller, id, await aJpeg()).set('origin', 'https://evil.test')).status).toBe(403);
    expect(await filesOf(id)).toEqual([]);
  });

  test('for a cancelled event, whose poster can be removed', async () => {
    const { id } = await listed(seller);
    await put(seller, id, await aJpeg());
    await seller.post(`/${id}/cancel`);
    expect((await put(seller, id, await aPng())).status).toBe(409);
    expect((await remove(seller, id)).body).toMatchObject({ poster: null, status: 'cancelled' });
  });
});

const remove = (from: Pick<Person, 'delete'>, id: string): supertest.Test => from.delete(`/${id}/poster`);

test('it may be changed while nothing is left to sell', async () => {
  const { id } = await listed(seller);
  await service.deliver('tickets-stock', eventOf(StockUpdated, aStock({ ticketId: id, capacity: 1, sold: 1 })));
  expect((await put(seller, id, await aJpeg())).status).toBe(200);
  expect((await seller.put(`/${id}`, { price: 30 })).status).toBe(409);
});

test('the one before stays for a day, and no more than that one', async () => {
  const { id } = await listed(seller);
  const [first, second, third] = [await aJpeg(500, 600), await aJpeg(600, 600), await aJpeg(700, 600)];
  const { body: one } = await put(seller, id, first);
  await put(seller, id, second);
  expect((await nobody(service).get(fileOf(one, '400.webp'))).status).toBe(200);
  await put(seller, id, third);
  expect((await nobody(service).get(fileOf(one, '400.webp'))).status).toBe(404);
  expect((await filesOf(id)).map(({ replaced }) => replaced)).toEqual([false, true]);

  await deleteReplacedPosters(service.kit.db);
  expect(await filesOf(id)).toHaveLength(2);
  await service.kit.db.db.execute(sql`
    update poster_files set replaced_at = replaced_at - interval '25 hours' where ticket_id = ${id}`);
  await deleteReplacedPosters(service.kit.db);
  expect(await filesOf(id)).toMatchObject([{ replaced: false }]);

  // Back to one that was here before, while it still is, and to none.
  await put(seller, id, second);
  expect((await put(seller, id, third)).status).toBe(200);
  expect((await remove(seller, id)).body.poster).toBeNull();
  expect((await remove(seller, id)).status).toBe(200);
  expect((await filesOf(id)).map(({ replaced }) => replaced)).toEqual([true]);
});

test('of two at once, one is shown and its files are there', async () => {
  const { id } = await listed(seller);
  const uploads = [await aJpeg(500, 600), await aJpeg(600, 600), await aPng(500, 500)];
  const answers = await Promise.all(uploads.map((upload) => put(seller, id, upload)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const listing = await seen(id);
  expect(listing.version).toBe(4);
  expect((await nobody(service).get(fileOf(listing, '400.webp'))).status).toBe(200);
  expect((await filesOf(id)).filter(({ replaced }) => !replaced)).toMatchObject([{ hash: listing.poster!.hash }]);
});

test('no more than four are taken in at a time, and who is gone makes room', async () => {
  const { id } = await listed(seller);
  const image = await aPng(400, 400);
  const cookie = await cookieOf(seller.session);
  const uploads = Array.from({ length: 5 }, () => {
    const headers = { cookie, 'content-type': 'image/png', 'content-length': image.length };
    const upload = request(`${service.url}/api/tickets/${id}/poster`, { method: 'PUT', headers });
    upload.on('error', () => {}); // it is broken off below
    upload.write(image.subarray(0, 10));
    return upload;
  });
  // Four wait for the rest of their image; which is the fifth is chance, and it alone is answered.
  const [refused] = await Promise.race(uploads.map((upload) => once(upload, 'response')));
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '2']);
  const statusOfOneMore = async () => (await put(seller, id, image)).status;
  expect(await statusOfOneMore()).toBe(503);
  expect((await put(nobody(service), id, image)).status).toBe(401);
  for (const upload of uploads) upload.destroy();
  await eventually(async () => expect(await statusOfOneMore()).toBe(200));
});

test('a buyer sees it with the admissions', async () => {
  const buyer = await person(service);
  const { id } = await listed(seller, { timeZone: 'Asia/Tokyo' });
  const { body: listing } = await put(seller, id, await aJpeg());
  const order = await paidOrder(service, { ticketId: id, userId: buyer.session.userId });
  expect(await issuedTo(service, order.id)).toHaveLength(1);
  const { body } = await buyer.get('/admissions');
  expect(body[0].ticket).toMatchObject({ poster: listing.poster, timeZone: 'Asia/Tokyo' });
});
