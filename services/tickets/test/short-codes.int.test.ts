import { IssuedCodes, readShortCode, shortCodeTag, showShortCode } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { sealer } from '@frontrow/common/service';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CODES_SECRET,
  type Issued,
  issuedTo,
  listed,
  type Person,
  paidOrder,
  person,
  signedUp,
  startTickets,
  type TicketsService,
} from './support.ts';

let service: TicketsService;
let seller: Person;
let ticketId: string;

beforeAll(async () => {
  service = await startTickets();
  seller = await signedUp(service);
  ticketId = (await listed(seller, { quantity: 100 })).id;
});
afterAll(() => service.stop());

const scan = (code: string, scanId = newId(), at = ticketId) => seller.post(`/${at}/check-ins`, { scanId, code });

async function issued(quantity = 1): Promise<Issued[]> {
  const order = await paidOrder(service, { ticketId, quantity });
  return issuedTo(service, order.id);
}

/** The same code with its first sign another one. */
const mistyped = (code: string) => (code.startsWith('A') ? 'B' : 'A') + code.slice(1);

describe('a short code', () => {
  test('is shown to its holder, lets in once, and is the same admission as the QR code', async () => {
    const buyer = await person(service);
    await paidOrder(service, { ticketId, userId: buyer.session.userId });
    const [mine] = (await buyer.get('/admissions')).body;
    expect(readShortCode(mine.shortCode)).toEqual({ code: mine.shortCode, good: true });
    const answer = await scan(` ${showShortCode(mine.shortCode).toLowerCase()} `);
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ admissionId: mine.id })]);
    for (const code of [mine.shortCode, mine.code]) {
      const again = await scan(code);
      expect([again.status, again.body.errors[0].code]).toEqual([409, 'admission_used']);
    }
  });

  test('that is mistyped is told so, and lets nobody in', async () => {
    const [one] = await issued();
    for (const code of [mistyped(one!.shortCode), one!.shortCode.slice(1), `${one!.shortCode}2`]) {
      const answer = await scan(code);
      expect([answer.status, answer.body.errors]).toEqual([
        400,
        [{ field: 'code', message: 'has a sign too few, too many or mistyped', code: 'mistyped' }],
      ]);
    }
    await scan(one!.shortCode).expect(200);
  });

  test('is good at its own door alone', async () => {
    const [one] = await issued();
    const elsewhere = await listed(seller);
    const answer = await scan(one!.shortCode, newId(), elsewhere.id);
    expect([answer.status, answer.body.errors[0].code]).toEqual([404, 'admission_unknown']);
  });

  test('is unique at its door, and may be another admission’s at another', async () => {
    const [one, two] = await issued(2);
    const copy = (from: string, to: string) =>
      service.kit.db.pool.query('update admissions set short_code = $1 where id = $2', [from, to]);
    await expect(copy(one!.shortCode, two!.id)).rejects.toThrow('admissions_by_short_code');
    const order = await paidOrder(service, { ticketId: (await listed(seller)).id });
    const [there] = await issuedTo(service, order.id);
    await copy(one!.shortCode, there!.id);
  });

  test('is made by the database for what a version before issues, and is good', async () => {
    const { rows } = await service.kit.db.pool.query<{ code: string }>(
      'select new_short_code() as code from generate_series(1, 2000)',
    );
    expect(rows.filter(({ code }) => !readShortCode(code)?.good || readShortCode(code)?.code !== code)).toEqual([]);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(2000);
    for (let place = 0; place < 8; place += 1) expect(new Set(rows.map(({ code }) => code[place])).size).toBe(29);
  });
});

test('codes are told on the bus for notifications alone to read', async () => {
  const order = await paidOrder(service, { ticketId, quantity: 2 });
  const codes = (await issuedTo(service, order.id)).map(({ code, shortCode }) => ({ code, shortCode }));
  const events = (await service.outbox()).filter(({ aggregateId }) => aggregateId === order.id);
  expect(events).toHaveLength(1);
  const { codes: sealed } = events[0]!.data as { codes: string };
  const read = (secret: string, about: string) => sealer(secret).unseal(about, sealed);
  expect(IssuedCodes.parse(JSON.parse(read(CODES_SECRET, order.id)!))).toEqual(codes);
  expect([read('another secret', order.id), read(CODES_SECRET, newId())]).toEqual([undefined, undefined]);
  for (const { code, shortCode } of codes) {
    expect(JSON.stringify(events)).not.toContain(code);
    expect(JSON.stringify(events)).not.toContain(shortCode);
  }
});

describe('without a connection', () => {
  test('a guest list has the tags of short codes, and no code', async () => {
    const all = await issued(2);
    const lease = await seller.post(`/${ticketId}/doorLease`, {
      deviceId: newId(),
      deviceName: 'Firefox',
      takeOver: true,
    });
    const { body } = await seller.get(`/${ticketId}/doorList?leaseId=${lease.body.id}`);
    for (const { id, code, shortCode } of all) {
      const entry = body.admissions.find((each: { id: string }) => each.id === id);
      expect(entry.tag).toBe(await shortCodeTag(ticketId, shortCode));
      expect(JSON.stringify(body)).not.toContain(shortCode);
      expect(JSON.stringify(body)).not.toContain(code);
    }
  });

  test('a short code that let somebody in is taken later, and one that nobody has is a conflict', async () => {
    const [one] = await issued();
    const lease = await seller.post(`/${ticketId}/doorLease`, {
      deviceId: newId(),
      deviceName: 'Firefox',
      takeOver: true,
    });
    const scans = [one!.shortCode, mistyped(one!.shortCode)].map((code) => {
      return { scanId: newId(), code, at: new Date().toISOString() };
    });
    const { body } = await seller.post(`/${ticketId}/checkIns`, { leaseId: lease.body.id, scans });
    expect(body.results).toMatchObject([
      { outcome: 'accepted', admissionId: one!.id },
      { outcome: 'unknown', admissionId: null },
    ]);
  });
});
