import type { MetadataRoute } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations('site');
  return {
    name: 'Frontrow',
    short_name: 'Frontrow',
    description: t('tagline'),
    lang: await getLocale(),
    start_url: '/',
    display: 'standalone',
    background_color: '#1c0d17',
    theme_color: '#1c0d17',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  };
}
