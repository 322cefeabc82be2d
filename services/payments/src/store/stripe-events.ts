import type { PaymentStatus } from '@frontrow/common/contracts';
import { type Queryable, statement } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';

/** A webhook about one of our PaymentIntents. */
export interface Received {
  id: string;
  type: string;
  stripeId: string;
  /** The states of its payment in which Stripe is to be asked how things are. */
  worthALook: readonly PaymentStatus[];
}

const toldOf = `(
  select count(*)::integer from unnest(told.looks) as look where payments.status = any (string_to_array(look, ',')))`;

const note = statement<{ free: boolean }>(
  'note_webhooks',
  `with given as (
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as given (id, type, stripe_id, look)
   ), first as (
     insert into stripe_events (id, type) select id, type from given order by id on conflict do nothing returning id
   ), told as (
     select stripe_id, array_agg(look) as looks from given join first using (id) group by stripe_id
   )
   update payments set due_at = clock_timestamp(), tries = 0, news = news + ${toldOf}
   from told
   where payments.stripe_id = told.stripe_id
     and (${toldOf} > 0 or (payments.due_at is not null and payments.claimed_by is null))
   returning payments.claimed_by is null as free`,
);

/**
 * Marks webhooks as received, each id once, and makes payments due because of those that were not before; resolves to
 * whether one of them is held by nobody. In the states that are worth a look Stripe is asked how things are; in any other
 * one a step that is owed will be told by itself, and by its holder if it has one.
 */
export async function noteWebhooks(to: Queryable, received: Received[]): Promise<boolean> {
  const rows = await note(to, [
    received.map(({ id }) => id),
    received.map(({ type }) => type),
    received.map(({ stripeId }) => stripeId),
    received.map(({ worthALook }) => worthALook.join(',')),
  ]);
  return rows.some(({ free }) => free);
}

/** Stripe sends an event again for three days. */
export async function forgetOldEvents({ db }: Queryable): Promise<void> {
  await db.execute(sql`delete from stripe_events where received_at < statement_timestamp() - interval '30 days'`);
}
