import { z } from 'zod';

export const MAX_PAGE = 100;

/** How many to answer, and where to go on: `cursor` is taken from the `Link: <…>; rel="next"` header, never made up. */
export const Paging = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE, `must be at most ${MAX_PAGE}`).default(24),
  cursor: z.string().max(500).optional(),
});
