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
          <h1 className="headline text-[clamp(3.25rem,6vw,5rem)] leading-[0.88]">
            {t.rich('hero', { spot: (words) => <span className="text-spot">{words}</span> })}
          </h1>
          <p className="mt-3 max-w-3xl text-stage-muted sm:text-lg">{t('intro')}</p>
        </>
      }
      brief={<h1 className="sr-only">{search.q ? <bdi>{t('quoted', { words: search.q })}</bdi> : t('brief')}</h1>}
    >
      <SearchBox search={search} />
      <Found search={search} />
    </Stage>
  );
}
