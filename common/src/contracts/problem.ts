import { z } from 'zod';

/**
 * One thing that is wrong, in English; `field` names the member of the request it is about, as `event.startsAt`. `code` says
 * the same to programs and stays what it is, so that it can be translated; `params` are the figures in it. Only what stands
 * between us and the reader may leave it out.
 */
export const ProblemDetail = z.object({
  message: z.string(),
  field: z.string().optional(),
  code: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type ProblemDetail = z.infer<typeof ProblemDetail>;

/** What a service says when it refuses something: never without a code. */
export type Refusal = ProblemDetail & { code: string };

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
