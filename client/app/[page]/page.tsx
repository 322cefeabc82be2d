import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Notice } from '@/components/ui/notice';
import { Page } from '@/components/ui/page';
import { RichText } from '@/components/ui/rich-text';
import { isWritten, readSitePage } from '@/lib/site-page-files';
import { asSitePage } from '@/lib/site-pages';

interface Props {
  params: Promise<{ page: string }>;
}

async function read({ params }: Props) {
  const name = asSitePage((await params).page) ?? notFound();
  const [t, page] = [await getTranslations('site.pages'), await readSitePage(name, await getLocale())];
  return { name, t, page, title: page.title ?? t(name) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { name, page, title } = await read(props);
  return { title, alternates: { canonical: `/${name}` }, ...(!isWritten(name, page) && { robots: { index: false } }) };
}

/** Help, terms and the like: the operator's own words, or ours until there are any. */
export default async function OperatorsPage(props: Props) {
  const { name, page, title, t } = await read(props);
  return (
    <div lang={page.locale} className="flex grow flex-col">
      <Page title={title} width="text">
        {!isWritten(name, page) && (
          <div className="mb-8">
            <Notice kind="info">{t('preset')}</Notice>
          </div>
        )}
        <RichText html={page.html} className="rich-page max-w-prose text-lg leading-relaxed" />
      </Page>
    </div>
  );
}
