import { at } from '../measure/latency.js';

const RATE = 200;
const ACCOUNTS = 20;
const PASSWORD = 'a seat in the front row';

/** @type {import('./index.js').Load} */
export default {
  name: 'sign-ins',
  title: `${RATE} sign-ins a second beside other routes`,
  unit: 'sign-in',
  asserts: 'others are answered as always; a sign-in gets 200, or 429 or 503 once auth has more than it may take',
  figures: {
    reading: { label: 'reading: p99 with sign-ins ÷ p99 without', unit: '×', better: 'less', target: 2 },
    reserving: { label: 'reserving: p99 with sign-ins ÷ p99 without', unit: '×', better: 'less', target: 2 },
    readingP99: { label: 'reading, p99 with sign-ins', unit: 'ms', better: 'less' },
    reservingP99: { label: 'reserving, p99 with sign-ins', unit: 'ms', better: 'less' },
    signedIn: { label: 'successful sign-ins a second', unit: '/s', better: 'more' },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const forMs = bench.pick(15_000, 5_000);
    const listings = [await bench.sell()];
    const bodies = await signUp(bench);
    await bench.drained();
    /** Readers and buyers at a rate that the stack easily serves. */
    const others = () => {
      const how = (/** @type {number} */ rate) => ({ rate, forMs });
      const paths = [`/api/tickets/${listings[0]}`, '/api/tickets?limit=20'];
      const read = { origin: bench.url, connections: 64, recipe: 'get', params: { paths }, how: how(100) };
      const reserving = { origin: bench.url, connections: 64, recipe: 'reserve', params: { listings }, how: how(20) };
      return Promise.all([bench.send(read, wrong), bench.send(reserving, wrong)]);
    };
    const [readAlone, reservedAlone] = await others();
    await bench.drained();
    const { result, processor } = await bench.follow(async () => {
      const how = { rate: RATE, forMs };
      const job = {
        origin: bench.url,
        connections: 512,
        recipe: 'post',
        params: { path: '/api/users/signIn', bodies },
        how,
      };
      return Promise.all([others(), bench.generator.send(job)]);
    }, wrong);
    const [[read, reserved], signedIn] = result;
    for (const [answer, times] of Object.entries(signedIn.answers)) {
      if (!['200', '429', '503'].includes(answer)) wrong.push(`${times} sign-ins were answered ${answer}`);
    }
    return {
      figures: {
        reading: at(read.latency, 99) / at(readAlone.latency, 99),
        reserving: at(reserved.latency, 99) / at(reservedAlone.latency, 99),
        readingP99: at(read.latency, 99),
        reservingP99: at(reserved.latency, 99),
        signedIn: ((signedIn.answers[200] ?? 0) / signedIn.tookMs) * 1_000,
      },
      latency: {
        'reading without': readAlone.latency,
        'reading with sign-ins': read.latency,
        'reserving without': reservedAlone.latency,
        'reserving with sign-ins': reserved.latency,
        'sign-in': signedIn.latency,
      },
      processor,
      units: signedIn.visits,
      wrong,
    };
  },
};

/** @param {import('../bench.js').Bench} bench @returns {Promise<object[]>} */
async function signUp({ url }) {
  const round = `${Date.now()}`;
  /** @type {object[]} */
  const bodies = [];
  for (let n = 0; n < ACCOUNTS; n++) {
    const body = { email: `bench-${round}-${n}@example.test`, password: PASSWORD };
    const answer = await fetch(`${url}/api/users/signUp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(`a sign-up was answered with ${answer.status}: ${await answer.text()}`);
    await answer.text();
    bodies.push(body);
  }
  return bodies;
}
