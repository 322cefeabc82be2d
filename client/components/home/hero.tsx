import { Search as SearchIcon } from 'lucide-react';
import Form from 'next/form';
import type { Search } from '@/lib/listing-search';
import { SeatPlan } from './seat-plan';

/** The stage of the home page: what Frontrow is for, and the search. It steps back once a search is on. */
export function Hero({ search, small }: { search: Search; small: boolean }) {
  const { q, cursor, ...others } = search;
  return (
    <section className="hero on-stage relative isolate overflow-hidden bg-stage text-stage-ink">
      <SeatPlan className={`absolute inset-0 -z-10 size-full ${small ? 'opacity-45' : 'opacity-25 sm:opacity-100'}`} />
      <div className={`mx-auto max-w-[88rem] px-4 sm:px-6 ${small ? 'py-8' : 'pt-12 pb-14 sm:pt-18 sm:pb-20'}`}>
        {small ? (
          <h1 className="headline text-4xl break-words sm:text-5xl">{q ? `“${q}”` : 'Find your event'}</h1>
        ) : (
          <>
            <h1 className="headline max-w-4xl text-[clamp(4.25rem,11vw,8.25rem)] leading-[0.86]">
              Get in the <span className="text-spot">front row.</span>
            </h1>
            <p className="mt-5 max-w-xl text-lg text-stage-muted sm:text-xl">
              Concerts, plays, matches and talks, sold by the people who put them on. Reserve a seat, pay by card, walk
              in with a QR code.
            </p>
          </>
        )}
        <search className="mt-6 block max-w-2xl sm:mt-8">
          <Form
            action="/"
            prefetch={false}
            className="flex gap-2 rounded-full bg-white p-1.5 text-black shadow-lift has-[input:focus-visible]:outline-3 has-[input:focus-visible]:outline-spot"
          >
            <label htmlFor="hero-q" className="sr-only">
              What would you like to see?
            </label>
            <div className="relative min-w-0 grow">
              <SearchIcon aria-hidden className="pointer-events-none absolute top-3 left-3 size-5 text-[#65535f]" />
              <input
                id="hero-q"
                name="q"
                type="search"
                defaultValue={q}
                placeholder="Artist, venue or city"
                className="min-h-11 w-full rounded-full pr-2 pl-11 text-base outline-none placeholder:text-[#65535f] sm:text-lg"
              />
            </div>
            {Object.entries(others).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <button type="submit" className="button bg-[#b0123b] text-white hover:bg-[#8c0c2d]">
              Search
            </button>
          </Form>
        </search>
      </div>
    </section>
  );
}
