import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Address } from '@/components/account/address';
import { LanguageForm } from '@/components/account/language-form';
import { NameForm } from '@/components/account/name-form';
import { OrganiserForm } from '@/components/account/organiser-form';
import { StepUpHere } from '@/components/signing-in/step-up-here';
import { Notice } from '@/components/ui/notice';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import { asMember, readFactors, readMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export async function generateMetadata() {
  const t = await getTranslations('account');
  return { title: t('name') };
}

export default async function Account({ searchParams }: { searchParams: Promise<{ export?: string }> }) {
  const t = await getTranslations('account');
  const { export: exported } = await searchParams;
  const { tickets } = await serverApi();
  const [factors, organiser, member] = await Promise.all([readFactors(), tickets.introduction(), readMember()]);
  asMember(factors, '/account');
  asMember(organiser, '/account');
  return (
    <Page title={t('title')} intro={member?.email} width="text">
      {member?.email && (
        <section aria-labelledby="address" className="mb-12">
          <h2 id="address" className="headline text-3xl">
            {t('address.title')}
          </h2>
          <div className="card mt-4 p-5 sm:p-7">
            <StepUpHere>
              <Address email={member.email} verified={member.verified ?? false} pending={member.pendingEmail ?? null} />
            </StepUpHere>
          </div>
        </section>
      )}
      {member?.name !== undefined && (
        <section aria-labelledby="holder" className="mb-12">
          <h2 id="holder" className="headline text-3xl">
            {t('holder.title')}
          </h2>
          <p className="mt-4">{t('holder.text')}</p>
          <div className="card mt-4 p-5 sm:p-7">
            <Words areas={['account', 'problems']}>
              <NameForm name={member.name} />
            </Words>
          </div>
        </section>
      )}
      <section aria-labelledby="signing-in">
        <h2 id="signing-in" className="headline text-3xl">
          {t('signingIn.title')}
        </h2>
        <p className="mt-4">{t('signingIn.text')}</p>
        <Link href="/account/signing-in" className="button button-quiet mt-4">
          {t('signingIn.go')}
        </Link>
      </section>
      {member?.language && (
        <section aria-labelledby="language" className="mt-12">
          <h2 id="language" className="headline text-3xl">
            {t('language.title')}
          </h2>
          <p className="mt-4">{t('language.text')}</p>
          <div className="card mt-4 p-5 sm:p-7">
            <Words areas={['account', 'problems']}>
              <LanguageForm language={member.language} />
            </Words>
          </div>
        </section>
      )}
      {organiser.ok && (
        <section aria-labelledby="organiser" className="mt-12">
          <h2 id="organiser" className="headline text-3xl">
            {t('organiser.title')}
          </h2>
          <p className="mt-4">{t('organiser.text')}</p>
          <div className="card mt-4 p-5 sm:p-7">
            <Words areas={['account', 'problems']}>
              <OrganiserForm organiser={organiser.data} />
            </Words>
          </div>
        </section>
      )}
      <section aria-labelledby="data" className="mt-12">
        <h2 id="data" className="headline text-3xl">
          {t('data.title')}
        </h2>
        <p className="mt-4">{t('data.text')}</p>
        {exported === 'failed' && (
          <div role="alert" className="mt-4">
            <Notice kind="bad">{t('data.failed')}</Notice>
          </div>
        )}
        <div className="mt-4 flex flex-wrap gap-3">
          <a href="/account/export" download className="button button-quiet">
            {t('data.download')}
          </a>
          <Link href="/account/delete" className="button button-danger">
            {t('data.delete')}
          </Link>
        </div>
      </section>
    </Page>
  );
}
