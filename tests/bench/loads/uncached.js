import { readEach, readingFigures } from './reading.js';

/** @type {import('./index.js').Load} */
export default {
  name: 'uncached',
  title: 'Public pages and lists straight from the service or the client: 64 clients, 16 for pages',
  unit: 'answer',
  asserts: 'every answer is 200 and contains what it should',
  figures: readingFigures({
    list: { label: 'list of 20', target: 0.25 },
    search: { label: 'one search', target: 0.25 },
    listing: { label: 'one listing', target: 0.4 },
    home: { label: 'home page', target: 0.015 },
    listingPage: { label: 'page of a listing', target: 0.03 },
  }),
  async run(bench) {
    const title = `Bench Borealis ${Date.now() % 100_000}`;
    const id = await bench.sell({ title });
    const [service, client] = [bench.originOf('tickets'), bench.originOf('client')];
    return readEach(
      bench,
      {
        list: { origin: service, path: '/api/tickets?limit=20', connections: 64, holds: '"id"' },
        search: { origin: service, path: '/api/tickets?q=ferry', connections: 64, holds: '[' },
        listing: { origin: service, path: `/api/tickets/${id}`, connections: 64, holds: title },
        home: { origin: client, path: '/', connections: 16, holds: '<html' },
        listingPage: { origin: client, path: `/tickets/${id}`, connections: 16, holds: title },
      },
      ['accept-language', 'en'],
    );
  },
};
