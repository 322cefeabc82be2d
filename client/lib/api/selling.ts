import type { SellingView } from '@frontrow/common/contracts';
import { asMember } from './member';
import type { Result } from './result';
import { serverApi } from './server';

const PAGE = 100;

/** One of the seller's own listings, or undefined. Sellers have few enough that looking through the pages is quick. */
export async function findSelling(id: string, path: string): Promise<Result<SellingView | undefined>> {
  const { tickets } = await serverApi();
  let cursor: string | undefined;
  for (;;) {
    const answer = asMember(await tickets.selling({ limit: PAGE, cursor }), path);
    if (!answer.ok) return answer;
    const found = answer.data.find((listing) => listing.id === id);
    if (found || !answer.next) return { ...answer, data: found };
    cursor = answer.next;
  }
}
