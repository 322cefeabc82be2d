import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Page } from '@/components/ui/page';

export async function generateMetadata() {
  const t = await getTranslations('deletion.goodbye');
  return { title: t('title'), robots: { index: false } };
}

export default async function Goodbye() {
  const t = await getTranslations('deletion.goodbye');
  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <p>{t('text')}</p>
      <p className="mt-6">
        <Link href="/" className="button button-primary">
          {t('action')}
        </Link>
      </p>
    </Page>
  );
}
