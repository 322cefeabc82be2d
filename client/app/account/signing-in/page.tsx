import { getTranslations } from 'next-intl/server';
import { ChangePassword } from '@/components/account/change-password';
import { Sessions } from '@/components/account/sessions';
import { Factors } from '@/components/signing-in/factors';
import { StepUpHere } from '@/components/signing-in/step-up-here';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { asMember, readFactors, readMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

const PATH = '/account/signing-in';

export async function generateMetadata() {
  const t = await getTranslations('security');
  return { title: t('title') };
}

export default async function SigningIn() {
  const [t, account] = [await getTranslations('security'), await getTranslations('account')];
  const { account: api } = await serverApi();
  const [listed, kept, member] = await Promise.all([api.sessions(), readFactors(), readMember()]);
  const [sessions, factors] = [asMember(listed, PATH), asMember(kept, PATH)];
  return (
    <Page title={t('title')} intro={member?.email} width="text">
      <StepUpHere>
        {factors.ok ? (
          <Factors factors={factors.data} email={member?.email} />
        ) : (
          <div className="mb-12">
            <OutOfOrder what="factors" problem={factors.problem} />
          </div>
        )}
        <section aria-labelledby="password">
          <h2 id="password" className="headline text-3xl">
            {account('change.button')}
          </h2>
          <div className="card mt-4 p-5 sm:p-7">
            <ChangePassword email={member?.email} />
          </div>
        </section>
        <section aria-labelledby="devices" className="mt-12">
          <h2 id="devices" className="headline text-3xl">
            {account('devices.title')}
          </h2>
          <div className="mt-4">
            {sessions.ok ? (
              <Sessions sessions={sessions.data} />
            ) : (
              <OutOfOrder what="devices" problem={sessions.problem} />
            )}
          </div>
        </section>
      </StepUpHere>
    </Page>
  );
}
