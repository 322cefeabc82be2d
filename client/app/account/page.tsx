import { ChangePassword } from '@/components/account/change-password';
import { Sessions } from '@/components/account/sessions';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { asMember, readMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export const metadata = { title: 'Account and security' };

export default async function Account() {
  const [sessions, member] = await Promise.all([(await serverApi()).users.sessions(), readMember()]);
  const answer = asMember(sessions, '/account');
  return (
    <Page title="Account" intro={member?.email} width="text">
      <section aria-labelledby="devices">
        <h2 id="devices" className="headline text-3xl">
          Where you are signed in
        </h2>
        <div className="mt-4">
          {answer.ok ? (
            <Sessions sessions={answer.data} />
          ) : (
            <OutOfOrder what="Your devices" problem={answer.problem} />
          )}
        </div>
      </section>
      <section aria-labelledby="password" className="mt-12">
        <h2 id="password" className="headline text-3xl">
          Change password
        </h2>
        <div className="card mt-4 p-5 sm:p-7">
          <ChangePassword email={member?.email} />
        </div>
      </section>
    </Page>
  );
}
