import { DeleteAccount } from '@/components/account/delete-account';
import { Obstacles, WhatGoes } from '@/components/account/deletion';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { asMember, readMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export const metadata = { title: 'Delete your account' };

export default async function Delete() {
  const [deletion, member] = await Promise.all([(await serverApi()).tickets.accountDeletion(), readMember()]);
  const answer = asMember(deletion, '/account/delete');
  return (
    <Page title="Delete your account" intro={member?.email} width="text">
      {!answer.ok && <OutOfOrder what="What your account is needed for" problem={answer.problem} />}
      {answer.ok && answer.data.inTheWay.length > 0 && <Obstacles events={answer.data.inTheWay} />}
      {answer.ok && answer.data.inTheWay.length === 0 && (
        <>
          <WhatGoes deletion={answer.data} />
          <section aria-labelledby="delete" className="mt-12">
            <h2 id="delete" className="headline text-3xl">
              Delete it for good
            </h2>
            <div className="card mt-4 p-5 sm:p-7">
              <DeleteAccount email={member?.email} />
            </div>
          </section>
        </>
      )}
    </Page>
  );
}
