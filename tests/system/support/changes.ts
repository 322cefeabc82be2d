import { databases, query } from './databases.ts';

/** How much each service has done: whatever changes says so in the outbox, keeps its answer, or is one of these rows. */
const counted = {
  auth: ['outbox', 'idempotency_keys', 'sessions'],
  tickets: ['outbox', 'idempotency_keys', 'staff', 'staff_invitations'],
  orders: ['outbox', 'idempotency_keys', 'timeline'],
  payments: ['outbox', 'idempotency_keys', 'payment_attempts'],
} as const;

const readCounts = async () =>
  JSON.stringify(
    await Promise.all(
      databases.map((service) =>
        query(
          service,
          `select ${counted[service].map((table) => `(select count(*) from ${table}) as ${table}`).join()}`,
        ),
      ),
    ),
  );

/** The counts, once what was under way has come to rest. */
export async function countChanges(): Promise<string> {
  for (let before = await readCounts(); ; ) {
    const now = await readCounts();
    if (now === before) return now;
    before = now;
  }
}
