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
 * What can be measured, in the order in which it is: what leaves much behind comes last.
 *
 * @typedef {object} Figure
 * @property {string} label
 * @property {'/s' | 'of echo' | '×' | 'ms' | 's' | 'cores' | 'MiB' | ''} unit
 * @property {'more' | 'less'} better
 * @property {number} [target] of the issue: at least, or at most, that
 *
 * @typedef {object} Measured what one round gave
 * @property {Record<string, number>} figures by their names in `figures` of the load
 * @property {Record<string, import('../measure/latency.js').Latency>} [latency] distributions, by what they are of
 * @property {import('../measure/processor-time.js').Parts} [processor] processor time in ms, everything that followed included
 * @property {number} [units] how many units of work that was for
 * @property {string[]} wrong what should not have been; empty if all was right
 *
 * @typedef {object} Load
 * @property {string} name
 * @property {string} title
 * @property {string} unit of work
 * @property {string} asserts what must be right, however long it takes
 * @property {Record<string, Figure>} figures the first is the one that rounds are compared by
 * @property {boolean} [once] whether it does its own rounds, after all others
 * @property {boolean} [asked] whether it is only done when it is asked for by name
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
