import burst from './burst.js';
import echo from './echo.js';
import lag from './lag.js';
import lapse from './lapse.js';
import manyListings from './many-listings.js';
import oneListing from './one-listing.js';
import orderStreams from './order-streams.js';
import ordersAlone from './orders-alone.js';
import pages from './pages.js';
import purchases from './purchases.js';
import rest from './rest.js';
import rush from './rush.js';
import signIns from './sign-ins.js';
import size from './size.js';
import soak from './soak.js';
import streams from './streams.js';
import uncached from './uncached.js';

/**
 * All loads, in the order in which they run. Loads that leave a lot of data behind come last.
 *
 * @typedef {object} Figure
 * @property {string} label
 * @property {'/s' | 'of echo' | '×' | 'ms' | 's' | 'cores' | 'MiB' | ''} unit
 * @property {'more' | 'less'} better
 * @property {number} [target] at least, or at most, this much
 *
 * @typedef {object} Measured the result of one round
 * @property {Record<string, number>} figures by their names in `figures` of the load
 * @property {Record<string, import('../measure/latency.js').Latency>} [latency] distributions, by what they are of
 * @property {import('../measure/processor-time.js').Parts} [processor] processor time in ms, until everything that followed was done
 * @property {number} [units] how many units of work that was spent on
 * @property {string[]} wrong what went wrong; empty if everything was right
 *
 * @typedef {object} Load
 * @property {string} name
 * @property {string} title
 * @property {string} unit of work
 * @property {string} asserts what must hold, however slow it is
 * @property {Record<string, Figure>} figures the first one decides which round is in the middle
 * @property {boolean} [once] whether it has a fresh stack and does its own rounds, after all others
 * @property {boolean} [asked] whether it runs only when asked for by name
 * @property {(bench: import('../bench.js').Bench) => Promise<Measured>} run
 */

/** @type {Load[]} */
export const loads = [
  echo,
  oneListing,
  manyListings,
  burst,
  ordersAlone,
  rush,
  purchases,
  pages,
  uncached,
  streams,
  orderStreams,
  lag,
  lapse,
  signIns,
  rest,
  size,
  soak,
];
