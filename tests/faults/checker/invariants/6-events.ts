import { type Book, type Finding, groupBy, type Invariant } from '../book.ts';
import type { Envelope } from '../read/rows.ts';

/** The outbox and the streams tell the same, each event once; what could not be handled is known and was dealt with. */
export const events: Invariant = {
  name: '6: every event is published once, as it was written',
  onlySettled: true,
  check(book) {
    const messages = book.messages.map((message) => ({ ...message, event: parse(message.payload) }));
    const published = messages.filter(({ messageId }) => messageId !== undefined);
    const kept = groupBy(published, ({ event, seq, stream }) => event?.id ?? `${stream} ${seq}`);
    const missing = book.outbox.flatMap((row): Finding[] => {
      const ids = [aboutOf(row.envelope), row.id];
      const copies = kept.get(row.id) ?? [];
      const name = `${row.type} version ${row.aggregate_version}`;
      if (row.published_at === null) return [{ what: `${name} of ${row.owner} waits in the outbox`, ids }];
      if (copies.length !== 1) return [{ what: `${name} is in its stream ${copies.length} times`, ids }];
      const [{ event, subject }] = copies as [(typeof messages)[number]];
      if (subject === row.type && canonical(event) === canonical(row.envelope)) return [];
      return [{ what: `${name} is in its stream with other words than in the outbox`, ids }];
    });
    return [...missing, ...strangers(book, messages), ...unheard(book)];
  },
};

/** Messages that nobody wrote into an outbox, those aside that were given up as poison; timers have no outbox. */
function strangers(
  book: Book,
  messages: { stream: string; seq: number; subject: string; payload: string; event: Envelope | undefined }[],
) {
  const buried = new Set(book.deadLetters.map(({ payload }) => payload));
  return messages
    .filter(({ stream, payload, event }) => {
      if (event && book.eventById.has(event.id)) return false;
      return !(stream === 'EXPIRATIONS' && event && knowsOrder(book, event)) && !buried.has(payload);
    })
    .map(({ stream, seq, subject, event }) => ({
      what: `message ${seq} of ${stream} (${subject}) was never written into an outbox`,
      ids: [event ? aboutOf(event) : `${stream} ${seq}`],
    }));
}

const knowsOrder = ({ orderById }: Book, { data }: Envelope) => orderById.has(String(data.orderId));

/** Our own events that a consumer gave up, and that were not replayed with success since. */
const unheard = (book: Book): Finding[] =>
  book.deadLetters
    .filter(({ event_id, replayed_at }) => replayed_at === null && book.eventById.has(event_id ?? ''))
    .map(({ consumer, subject, reason, event_id }) => ({
      what: `${consumer} gave ${subject} up: ${reason}`,
      ids: [aboutOf(book.eventById.get(event_id!)!.envelope), event_id!],
    }));

/** The order that an event is about where there is one, else its aggregate. */
export const aboutOf = ({ aggregateId, data }: Envelope): string => String(data.orderId ?? aggregateId);

/** JSON whose members are in one order, whichever way the database or the broker has them. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, part) =>
    part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );

function parse(payload: string): Envelope | undefined {
  try {
    const event = JSON.parse(payload);
    return typeof event?.id === 'string' && typeof event.data === 'object' && event.data ? event : undefined;
  } catch {
    return undefined;
  }
}
