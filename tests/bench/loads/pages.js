import { readEach, readingFigures } from './reading.js';

/** @type {import('./index.js').Load} */
export default {
  name: 'pages',
  title: 'Public pages and lists through nginx, with gzip: 64 clients without a session',
  unit: 'answer',
  asserts: 'every answer is 200 and contains what it should',
  figures: readingFigures({
    home: { label: 'home page', target: 0.5 },
    listingPage: { label: 'page of a listing', target: 0.5 },
    list: { label: 'list of 20', target: 2 },
    search: { label: 'one search', target: 2 },
    listing: { label: 'one listing', target: 2 },
  }),
  async run(bench) {
    const title = `Bench Aurora ${Date.now() % 100_000}`;
    const id = await bench.sell({ title });
    const of = (/** @type {string} */ path, /** @type {string} */ holds) => ({
      origin: bench.url,
      path,
      connections: 64,
      holds,
    });
    return readEach(
      bench,
      {
        home: of('/', '<html'),
        listingPage: of(`/tickets/${id}`, title),
        list: of('/api/tickets?limit=20', '"id"'),
        search: of('/api/tickets?q=ferry', '['),
        listing: of(`/api/tickets/${id}`, title),
      },
      ['accept-encoding', 'gzip', 'accept-language', 'en'],
    );
  },
};
