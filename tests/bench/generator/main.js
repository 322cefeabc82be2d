// The load generator. It has its own process so that its processor time can be told apart from that of the stack.
import { recipes } from './recipes.js';
import { openStreams } from './streams.js';
import { send } from './traffic.js';

/** @type {string[]} */
let cookies = [];
/** @type {Awaited<ReturnType<typeof openStreams>> | undefined} */
let streams;

/** @type {Record<string, (params: any) => Promise<unknown>>} */
const acts = {
  async meet(/** @type {string[]} */ buyers) {
    cookies = buyers;
  },
  async send(/** @type {import('./traffic.js').Job} */ job) {
    const recipe = recipes[job.recipe];
    if (!recipe) throw new Error(`there is no recipe ${job.recipe}`);
    return send(job, recipe(job.params, cookies));
  },
  async openStreams(/** @type {{ origin: string, wanted: { path: string, buyer?: number }[] }} */ { origin, wanted }) {
    const own = wanted.map(({ path, buyer }) => ({ path, ...(buyer !== undefined && { cookie: cookies[buyer] }) }));
    streams = await openStreams(origin, own);
    return streams.problems;
  },
  forget: async () => streams?.forget(),
  untilAllTold: async (/** @type {number} */ withinMs) => streams?.untilAllTold(withinMs),
  async closeStreams() {
    const problems = streams?.problems;
    await streams?.close();
    return problems;
  },
};

process.on('message', async (/** @type {{ id: number, act: string, params: unknown }} */ { id, act, params }) => {
  try {
    process.send?.({ id, result: await acts[act]?.(params) });
  } catch (error) {
    process.send?.({ id, error: /** @type {Error} */ (error).stack });
  }
});
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {}); // the bench handles Ctrl-C and ends this process
