import type { MetadataRoute } from 'next';
import { connection } from 'next/server';
import { config } from '@/lib/config';

export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection(); // the address is known when it runs, not when it is built
  return {
    rules: {
      userAgent: '*',
      // Posters are pictures of pages that may be found.
      allow: ['/', '/api/tickets/*/poster/'],
      disallow: ['/api/', '/account', '/orders', '/my-tickets', '/sell', '/operator'],
    },
    sitemap: `${config.publicUrl}/sitemap.xml`,
  };
}
