import { redirect } from 'next/navigation';
import { accountExport } from '@/lib/account-export';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

/** All of the reader's data as one file. It is made while it is sent, so it may be as large as it likes. */
export async function GET() {
  const api = await serverApi();
  const account = asMember(await api.account.data(), '/account');
  if (!account.ok) redirect('/account?export=failed');
  const now = new Date().toISOString();
  const pieces = accountExport(api, account.data, now);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="frontrow-${now.slice(0, 10)}.json"`,
      'cache-control': 'no-store',
    },
  });
}
