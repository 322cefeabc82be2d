import { z } from 'zod';
import { missing } from '../core/failures.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { createdWithin, page } from '../http/lists.ts';
import { boolean, createdFilter, paging, text } from '../http/parameters.ts';
import { eventView } from '../state/views.ts';

export const retrieve: Endpoint<object> = {
  parameters: z.strictObject({}),
  run: ({ id, store }) => {
    const event = store.get('events', id);
    if (!event) throw missing('event', id);
    return eventView(store, event);
  },
};

const listing = z.strictObject({
  ...paging,
  created: createdFilter,
  /** Whether everything about the event was delivered. */
  delivery_success: boolean.optional(),
  type: text.optional(),
  types: z.array(text).optional(),
});

export const list: Endpoint<z.infer<typeof listing>> = {
  parameters: listing,
  run: ({ params, store }) => {
    const undelivered = new Set(store.all('deliveries').map(({ event }) => event));
    const { delivery_success: delivered, type, types } = params;
    const chosen = store
      .all('events')
      .filter((event) => createdWithin(event, params.created))
      .filter((event) => type === undefined || typeFits(type, event.type))
      .filter((event) => types === undefined || types.includes(event.type))
      .filter(({ id }) => delivered === undefined || delivered !== undelivered.has(id));
    const { data, ...rest } = page(chosen, params, '/v1/events');
    return { ...rest, data: data.map((event) => eventView(store, event)) };
  },
};

/** `charge.*` is every type that begins with `charge.`. */
function typeFits(wanted: string, type: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
