import { useTranslations } from 'next-intl';
import type { Search } from '@/lib/listing-search';
import { Found } from './found';
import { SearchBox } from './search-box';
import { SeatPlan } from './seat-plan';
import { Stage } from './stage';

/** The stage of the home page: what Frontrow is for, and the search. */
export function Hero({ search, small }: { search: Search; small: boolean }) {
  const t = useTranslations('home');
  return (
    <Stage
      small={small}
      backdrop={<SeatPlan className="size-full" />}
      full={
        <>
          <h1 className="headline text-[clamp(4.25rem,8.5vw,6.5rem)] leading-[0.86]">
            {t.rich('hero', { spot: (words) => <span className="text-spot">{words}</span> })}
          </h1>
          <p className="mt-5 max-w-2xl text-lg text-stage-muted sm:text-xl">{t('intro')}</p>
        </>
      }
      brief={
        <h1 className="headline truncate py-1 text-3xl max-sm:sr-only sm:text-5xl">
          {search.q ? <bdi>{t('quoted', { words: search.q })}</bdi> : t('brief')}
        </h1>
      }
    >
      <SearchBox search={search} />
      <Found search={search} />
    </Stage>
  );
}
