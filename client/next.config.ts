import { join } from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  // What an image needs and no more (infra/docker/client.Dockerfile); elsewhere `next start` serves the whole folder.
  ...(process.env.NEXT_OUTPUT === 'standalone'
    ? { output: 'standalone', outputFileTracingRoot: join(import.meta.dirname, '..') }
    : {}),
  // The workspace's root, so that a lockfile further up is never taken for ours.
  turbopack: { root: join(import.meta.dirname, '..') },
  headers: async () => [{ source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] }],
};

export default config;
