import { getTranslations } from 'next-intl/server';
import { KeptPages } from '@/components/offline/kept-pages';
import { Page } from '@/components/ui/page';

export async function generateMetadata() {
  const t = await getTranslations('ui.offline');
  return { title: t('title'), robots: { index: false } };
}

/** Stands in for every page that cannot be had without a connection (public/sw.js). */
export default async function Offline() {
  const t = await getTranslations('ui.offline');
  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <KeptPages />
    </Page>
  );
}
