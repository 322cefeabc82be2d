import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CardGrid } from '@/components/listing/card-grid';
import { cardTicketOf } from '@/components/listing/card-ticket';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Pager } from '@/components/ui/pager';
import type { Search } from '@/lib/listing-search';
import { isNarrowed, searchPath } from '@/lib/search-path';
import { findListings } from './find-listings';

/** As high as a screen at least, so that what is below stays out of sight while the list grows and shrinks. */
export async function Listings({ search }: { search: Search }) {
  const answer = await findListings(search);

  return (
    <section aria-labelledby="listings" className="mt-6 min-h-[75vh]">
      <h2 id="listings" tabIndex={-1} className="headline mb-4 text-3xl outline-none">
        {await headingOf(search)}
      </h2>
      <Notes search={search} similar={answer.ok && answer.similar === true} />
      {!answer.ok && <OutOfOrder what="listings" problem={answer.problem} />}
      {answer.ok && answer.data.length === 0 && <NothingFound search={search} />}
      {answer.ok && answer.data.length > 0 && <CardGrid tickets={answer.data.map(cardTicketOf)} />}
      {answer.ok && answer.truncated && <Truncated />}
      <Pager
        first={search.cursor && searchPath(search)}
        next={answer.ok && answer.next ? searchPath(search, { cursor: answer.next }) : undefined}
      />
    </section>
  );
}

/** What of the list one would not expect: words that are spelled otherwise, and only one currency. */
async function Notes({ search: { q, currency }, similar }: { search: Search; similar: boolean }) {
  const t = await getTranslations('home.notes');
  const notes = [similar && t('similar', { words: q ?? '' }), currency && t('currency', { currency })].filter(Boolean);
  return notes.length > 0 && <p className="-mt-2 mb-5 text-muted">{notes.join(' ')}</p>;
}

/** Where a search ends though there is more: only so many are put into an order. */
async function Truncated() {
  const t = await getTranslations('home.notes');
  return <p className="mt-8 text-center text-muted">{t('truncated')}</p>;
}

async function headingOf({ q, category, city, when, sort }: Search): Promise<string> {
  const [t, site] = [await getTranslations('home.heading'), await getTranslations('site')];
  if (category) {
    const name = site(`categories.${category}`);
    return city ? t('categoryIn', { category: name, city }) : name;
  }
  if (when && !q) {
    const day = (await getTranslations('home'))(`when.${when}`);
    return city ? t('whenIn', { when: day, city }) : day;
  }
  const what = q ? 'results' : sort === 'newest' ? 'newest' : 'comingUp';
  return city ? t(`${what}In`, { city }) : t(what);
}

async function NothingFound({ search }: { search: Search }) {
  const t = await getTranslations('home');
  if (!isNarrowed(search)) {
    return (
      <Empty
        title={t('empty.title')}
        action={
          <Link href="/sell/new" className="button button-primary">
            {t('empty.action')}
          </Link>
        }
      >
        {t('empty.text')}
      </Empty>
    );
  }
  const { q: words } = search;
  const filtered = isNarrowed({ ...search, q: undefined });
  return (
    <Empty
      title={t('nothing.title')}
      action={
        <>
          {words && filtered && (
            <Link href={searchPath({ q: words })} className="button button-primary">
              {t('nothing.everywhere', { words })}
            </Link>
          )}
          <Link href="/" className="button button-quiet">
            {t('nothing.all')}
          </Link>
        </>
      }
    >
      {words ? t(filtered ? 'nothing.wordsAndFilters' : 'nothing.words', { words }) : t('nothing.filters')}
    </Empty>
  );
}
