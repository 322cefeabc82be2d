import type { MetadataRoute } from 'next';

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Frontrow',
    short_name: 'Frontrow',
    description: 'Tickets to live events',
    start_url: '/',
    display: 'standalone',
    background_color: '#1c0d17',
    theme_color: '#1c0d17',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  };
}
