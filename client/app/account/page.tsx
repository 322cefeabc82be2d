import Link from 'next/link';
import { ChangePassword } from '@/components/account/change-password';
import { Sessions } from '@/components/account/sessions';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { asMember, readMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export const metadata = { title: 'Account and security' };

export default async function Account({ searchParams }: { searchParams: Promise<{ export?: string }> }) {
  const { export: exported } = await searchParams;
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
      <section aria-labelledby="data" className="mt-12">
        <h2 id="data" className="headline text-3xl">
          Your data
        </h2>
        <p className="mt-4">
          All that we keep about you in one file, for you and for programs (JSON): account, sessions, listings, orders
          with their payments, and tickets.
        </p>
        {exported === 'failed' && (
          <div role="alert" className="mt-4">
            <Notice kind="bad">The file could not be made just now. Please try again in a moment.</Notice>
          </div>
        )}
        <div className="mt-4 flex flex-wrap gap-3">
          <a href="/account/export" download className="button button-quiet">
            Download my data
          </a>
          <Link href="/account/delete" className="button button-danger">
            Delete my account
          </Link>
        </div>
      </section>
    </Page>
  );
}
