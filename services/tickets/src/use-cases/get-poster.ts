import { PosterParams } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { findPosterFile } from '../store/posters.ts';

const HEADERS = {
  // The address names the content, so it never changes.
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  // Opened by itself it is an image and nothing else, whatever a browser might find in it.
  'content-security-policy': "default-src 'none'; sandbox",
};

export const getPoster = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/:id/poster/:hash/:file',
    summary: "A file of a listing's own poster, for good",
    session: 'none',
    params: PosterParams,
    answers: { 200: z.string().meta({ format: 'binary' }) },
    produces: 'image/*',
    problems: [404],
    async handle({ params: { id, hash, file } }) {
      const bytes = await findPosterFile(db, id, hash, file);
      if (!bytes) throw notFound('poster');
      return { bytes, type: file.endsWith('.jpg') ? 'image/jpeg' : 'image/webp', headers: HEADERS };
    },
  });
