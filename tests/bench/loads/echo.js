import { echoJob } from '../bench.js';
import { at } from '../measure/latency.js';

/** @type {import('./index.js').Load} */
export default {
  name: 'echo',
  title: 'The bare route that everything is compared with',
  unit: 'request',
  asserts: 'every answer is 201',
  figures: {
    perSecond: { label: 'requests a second', unit: '/s', better: 'more' },
    p50: { label: 'p50', unit: 'ms', better: 'less' },
    p99: { label: 'p99', unit: 'ms', better: 'less' },
    gateway: { label: 'through nginx', unit: '/s', better: 'more' },
    gatewayP99: { label: 'through nginx, p99', unit: 'ms', better: 'less' },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const forMs = bench.pick(10_000, 3_000);
    const { result: direct, processor } = await bench.follow(
      () => bench.send(echoJob(bench.echoServers.direct, forMs), wrong),
      wrong,
    );
    const gateway = await bench.send(echoJob(bench.echoServers.gateway, forMs), wrong);
    return {
      figures: {
        perSecond: direct.perSecond,
        p50: at(direct.latency, 50),
        p99: at(direct.latency, 99),
        gateway: gateway.perSecond,
        gatewayP99: at(gateway.latency, 99),
      },
      latency: { direct: direct.latency, 'through nginx': gateway.latency },
      processor,
      units: direct.visits,
      wrong,
    };
  },
};
