import Link from 'next/link';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata() {
  const t = await getTranslations('site.notFound');
  return { title: t('name') };
}

export default async function NotFound() {
  const t = await getTranslations('site.notFound');
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-20 text-center sm:px-6">
      <p className="headline text-[clamp(7rem,24vw,13rem)] leading-[0.8] text-accent">{404}</p>
      <h1 className="headline mt-6 text-5xl">{t('title')}</h1>
      <p className="mt-4 text-lg text-muted">{t('text')}</p>
      <Link href="/" className="button button-primary button-large mt-8">
        {t('back')}
      </Link>
    </div>
  );
}
