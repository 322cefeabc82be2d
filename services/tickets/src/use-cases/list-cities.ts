import { CityView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { findCities } from '../store/search.ts';

const MOST = 8;
/** All listings are counted for it, and it changes slowly. */
const KEPT_MS = 60_000;

export const listCities = ({ db }: TicketsKit) => {
  let counted: Promise<CityView[]> | undefined;
  let until = 0;
  return route({
    method: 'get',
    path: '/cities',
    summary: 'The cities with the most events to come, as of a minute ago at most',
    session: 'none',
    cache: 'public',
    answers: { 200: z.array(CityView) },
    async handle() {
      if (!counted || Date.now() > until) {
        until = Date.now() + KEPT_MS;
        counted = findCities(db, MOST);
        counted.catch(() => {
          counted = undefined;
        });
      }
      return { status: 200, body: await counted };
    },
  });
};
