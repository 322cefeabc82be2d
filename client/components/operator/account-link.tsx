import Link from 'next/link';
import { cache } from 'react';
import { serverApi } from '@/lib/api/server';

const readAccount = cache(async (id: string) => (await serverApi()).operators.account(id));

/** An account by its address, or by its id where that is not known (any more). */
export async function AccountLink({ id }: { id: string }) {
  const answer = await readAccount(id);
  return (
    <Link href={`/operator/users/${id}`} className="link break-all">
      <bdi>{answer.ok ? answer.data.email : id}</bdi>
    </Link>
  );
}
