import { getTranslations } from 'next-intl/server';
import { DeleteAccount } from '@/components/account/delete-account';
import { Obstacles, WhatGoes } from '@/components/account/deletion';
import { StepUpHere } from '@/components/signing-in/step-up-here';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { asMember, readMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export async function generateMetadata() {
  const t = await getTranslations('deletion');
  return { title: t('title') };
}

export default async function Delete() {
  const t = await getTranslations('deletion');
  const [deletion, member] = await Promise.all([(await serverApi()).tickets.accountDeletion(), readMember()]);
  const answer = asMember(deletion, '/account/delete');
  return (
    <Page title={t('title')} intro={member?.email} width="text">
      {!answer.ok && <OutOfOrder what="deletion" problem={answer.problem} />}
      {answer.ok && answer.data.inTheWay.length > 0 && <Obstacles events={answer.data.inTheWay} />}
      {answer.ok && answer.data.inTheWay.length === 0 && (
        <>
          <WhatGoes deletion={answer.data} />
          <section aria-labelledby="delete" className="mt-12">
            <h2 id="delete" className="headline text-3xl">
              {t('button')}
            </h2>
            <div className="card mt-4 p-5 sm:p-7">
              <StepUpHere>
                <DeleteAccount email={member?.email} />
              </StepUpHere>
            </div>
          </section>
        </>
      )}
    </Page>
  );
}
