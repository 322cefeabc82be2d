import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { report, stateDir, tell } from '../../system/support/instance.ts';
import { describe as inWords, sourcesOf } from '../checker/index.ts';
import { untilAuditorIs } from '../support/auditor.ts';
import { CONVERGES_WITHIN_MS, untilSettled } from './converge.ts';
import { untilEnded, wrongEnds } from './ends.ts';
import { startInjector } from './injector.ts';
import { openJournal } from './journal.ts';
import { quantile, recoveries, wasAnswered } from './measure.ts';
import { randomOf } from './random.ts';
import { writeReport } from './report/write.ts';
import { schedule } from './schedule.ts';
import { campaign } from './settings.ts';
import { watch } from './watch.ts';
import { openClient } from './workload/client.ts';
import { openMarket } from './workload/market.ts';
import { shopUntilClosing } from './workload/shoppers.ts';

const { seed, orders, faults, minutes, pace, shoppers } = campaign;

test(
  `seed ${seed}: ${orders} orders under ${faults} faults keep every promise`,
  async () => {
    const sources = sourcesOf(stateDir);
    const journal = openJournal();
    const client = openClient(journal, AbortSignal.timeout(minutes * 60_000 + CONVERGES_WITHIN_MS));
    const market = openMarket(client, journal, randomOf(seed));
    // Traps into which nothing stepped do not count, so there are more faults than are wanted.
    const isTime = (happened: number) => happened / faults <= journal.placed / orders;
    const injector = startInjector(schedule(seed, 10 * faults, pace), journal.now, isTime);
    const stopWatching = watch(sources, journal, injector);

    const isClosing = () =>
      (journal.placed >= orders && injector.count() >= faults) || journal.now() > minutes * 60_000;
    const shopping = shopUntilClosing({ seed, market, ask: client, journal, isClosing }, shoppers);
    while (!isClosing()) await sleep(100);
    await injector.healAll();
    const healedAt = journal.now();
    const watched = await stopWatching();
    const convergence = await untilSettled(sources, journal.answers, shopping, tell);
    const ends = await untilEnded(() => wrongEnds(journal.expectations, market.stallOf));
    // What ended last has not been looked at, nor what it led to.
    const atLast = await untilSettled(sources, journal.answers, Promise.resolve(), tell);
    const complaints = await untilAuditorIs('green', CONVERGES_WITHIN_MS).then(
      () => [],
      (error: Error) => [error.message],
    );

    const outcome = { journal, faults: injector.faults, healedAt, watched, convergence, ends, complaints };
    writeReport(outcome);
    tellMeasures(outcome);

    expect(watched.violations.map(inWords)).toEqual([]);
    expect(convergence.violations.map(inWords)).toEqual([]);
    expect(ends).toEqual([]);
    expect(atLast.violations.map(inWords)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(journal.surprises).toEqual([]);
    expect(injector.faults.filter(({ failure }) => failure)).toEqual([]);
    expect(convergence.tookMs).toBeLessThan(CONVERGES_WITHIN_MS);
    expect(watched.checks).toBeGreaterThan(watched.missed);
    expect(journal.placed).toBeGreaterThanOrEqual(orders);
    expect(injector.count()).toBeGreaterThanOrEqual(faults);
  },
  (minutes + 10) * 60_000,
);

function tellMeasures({ journal, faults, healedAt, watched, convergence }: Parameters<typeof writeReport>[0]): void {
  const struck = faults.filter((fault) => fault.struck);
  const answered = journal.exchanges.filter(wasAnswered).map(({ ms }) => ms);
  const times = recoveries(struck, journal).flatMap(({ medianMs }) => medianMs ?? []);
  const perSecond = journal.placed / (healedAt / 1000);
  report(`${journal.placed} orders, ${perSecond.toFixed(1)} a second; ${struck.length} faults; seed ${seed}`);
  report(`${journal.exchanges.length} requests, ${journal.gaveUp} given up; ${watched.checks} checks meanwhile`);
  report(`answers: median ${ms(quantile(answered, 0.5))}, 95 % within ${ms(quantile(answered, 0.95))}`);
  report(`from a heal to the next purchase paid: median ${ms(quantile(times, 0.5))} over all kinds`);
  report(`settled ${ms(convergence.tookMs)} after the last heal`);
  for (const [what, count] of journal.errors) report(`answered ${count} times: ${what}`);
}

const ms = (number: number | undefined) => (number === undefined ? 'never' : `${Math.round(number)} ms`);
