/**
 * A change to a built file, made when it is loaded. `find` must be there exactly once: a place that has moved is an
 * error, never a fault point that is silently missing.
 *
 * @typedef {{ file: string, find: string, replace: string }} Edit
 */

/** Where the fault points are. @type {Edit[]} */
export const faultPointEdits = [
  {
    file: 'common/dist/database/database.js',
    find: 'await commit(client);',
    replace: 'await faultPoints.commit(trace, () => commit(client));',
  },
  {
    file: 'common/dist/messaging/bus.js',
    find: 'client.publish(type, body, options)',
    replace: 'faultPoints.publish(type, () => client.publish(type, body, options))',
  },
  {
    file: 'common/dist/messaging/consume.js',
    find: 'message.ack();',
    replace: 'await faultPoints.ack(consumer, message);',
  },
  {
    file: 'services/payments/dist/workers/advance.js',
    find: 'kit.resources.stripe.ask(step, payment, keyOf(payment, step))',
    replace: 'faultPoints.stripe(step, () => kit.resources.stripe.ask(step, payment, keyOf(payment, step)))',
  },
];

/**
 * @param {string} source @param {Edit[]} edits
 * @returns {string} the source with all edits made, one after the other
 */
export function applyEdits(source, edits) {
  return edits.reduce((text, { file, find, replace }) => {
    const [before, after, ...more] = text.split(find);
    if (after === undefined || more.length > 0) {
      throw new Error(
        `${file} has ${after === undefined ? 'no' : 'more than one'} "${find}": the test build is out of date`,
      );
    }
    return `${before}${replace}${after}`;
  }, source);
}
