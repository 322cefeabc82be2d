import { z } from 'zod';

/** One thing that is wrong; `field` names the member of the request it is about, as `event.startsAt`. */
export const ProblemDetail = z.object({ message: z.string(), field: z.string().optional() });

/** `application/problem+json` (RFC 9457) with our extension member `errors`. Other members may accompany it. */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    errors: z.array(ProblemDetail),
    correlationId: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457)' });
export type Problem = z.infer<typeof Problem>;
