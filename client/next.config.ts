import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from 'next/constants.js';
import createNextIntlPlugin from 'next-intl/plugin';
import { cutFonts } from './fonts/cut.js';
import { DAYS, SHARED } from './lib/shared-header';

const config: NextConfig = {
  poweredByHeader: false,
  // What an image needs and no more (infra/docker/client.Dockerfile); elsewhere `next start` serves the whole folder.
  ...(process.env.NEXT_OUTPUT === 'standalone'
    ? { output: 'standalone', outputFileTracingRoot: join(import.meta.dirname, '..') }
    : {}),
  // The workspace's root, so that a lockfile further up is never taken for ours.
  turbopack: { root: join(import.meta.dirname, '..') },
  // Next.js takes a route of this name for a file that must be there.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/favicon' }],
  headers: async () => [
    { source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
    // Here since proxy.ts cannot tell a page from its data for the router, which is for nobody else. It has the last word.
    ...['/', '/tickets/:id'].map((source) => ({
      source,
      missing: [
        { type: 'header' as const, key: 'rsc' },
        { type: 'header' as const, key: 'cookie', value: '.*[sS][eE][sS][sS][iI][oO][nN].*' },
        ...DAYS.map((key) => ({ type: 'query' as const, key })),
      ],
      headers: [{ key: 'Cache-Control', value: SHARED }],
    })),
  ],
};

const source = join(import.meta.dirname, 'messages/en');
const withMessages = createNextIntlPlugin({
  experimental: {
    // Compiled here, so that the browser needs no parser for them.
    messages: { path: './messages', format: 'json', locales: 'infer', precompile: true },
    // Beside each file of the source language, so that the compiler knows what a message is to be given.
    createMessagesDeclaration: readdirSync(source)
      .filter((file) => file.endsWith('.json'))
      .map((file) => join(source, file)),
  },
});

export default async function configure(phase: string): Promise<NextConfig> {
  if (phase === PHASE_PRODUCTION_BUILD || phase === PHASE_DEVELOPMENT_SERVER) await cutFonts();
  return withMessages(config);
}
