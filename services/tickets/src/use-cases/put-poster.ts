import { MAX_POSTER_BYTES, POSTER_TYPES, TicketView } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { badRequest, HttpProblem, notFound, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findListing, lockListing, saveChange, toViewWith } from '../store/listings.ts';
import { replacePoster } from '../store/posters.ts';
import { changePoster, posterProblem } from '../ticket.ts';
import { activeSeller } from './active-seller.ts';
import { TicketParams } from './params.ts';
import { refusal } from './refusal.ts';

/** The image is read before the listing is locked: it takes long, and nothing of it depends on the listing. */
export const putPoster = ({ db, resources: { pictures } }: TicketsKit) =>
  route({
    method: 'put',
    path: '/:id/poster',
    summary: 'Gives a listing a poster of its own: the body is an image',
    session: 'required',
    limits: ['posters'],
    params: TicketParams,
    raw: { limit: MAX_POSTER_BYTES, types: POSTER_TYPES, atOnce: 4 },
    answers: { 200: TicketView },
    problems: [403, 404, 409, 413, 415, 503],
    async handle({ params, session, request, trace }) {
      const { userId: by } = session;
      const known = await findListing(db, params.id);
      if (!known) throw notFound('ticket');
      const problem = posterProblem(known, true, by);
      if (problem) throw refusal(problem);

      const upload: unknown = request.body;
      if (!Buffer.isBuffer(upload) || upload.length === 0)
        throw badRequest('body', 'is required: send the image as it is', 'required');
      const picture = await pictures.render(upload);
      if ('refused' in picture) {
        const { refused, ...why } = picture;
        throw new HttpProblem(refused === 'not_an_image' ? 415 : 400, { ...why, field: 'body' });
      }

      return db.transaction(trace, async (tx) => {
        await activeSeller(tx, session);
        const listing = (await lockListing(tx, params.id))!;
        const { ticket } = listing;
        const now = (await databaseTime(tx)).toISOString();
        const decision = changePoster(ticket, picture.poster, { by, now });
        if (decision && 'rejected' in decision) throw refusal(decision);
        if (decision) {
          await replacePoster(tx, params.id, { hash: picture.poster.hash, files: picture.files });
          await saveChange(tx, decision);
        }
        return { status: 200, body: toViewWith(listing, decision?.ticket ?? ticket, now) };
      });
    },
  });
