import { recoveries, stretches } from '../measure.ts';
import { campaign } from '../settings.ts';
import { type Family, families, familyOf } from './families.ts';
import { clock, count, rows, safe, time } from './html.ts';
import { style } from './style.ts';
import { timeline } from './timeline.ts';
import type { Outcome } from './write.ts';

/** The report of a campaign as one page that needs nothing else. */
export function page(outcome: Outcome): string {
  const { journal, faults, healedAt } = outcome;
  const struck = faults.filter((fault) => fault.struck);
  const parts = stretches(journal, healedAt, Math.max(1_000, healedAt / 180));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fault campaign, seed ${campaign.seed}</title>
<style>${style}</style>
</head>
<body><main>
<h1>Fault campaign</h1>
<p class="soft">${safe(journal.startedAt.toISOString().slice(0, 16).replace('T', ' '))} UTC. The same faults again: <code>bin/faults campaign --seed ${campaign.seed}</code></p>
${verdict(outcome)}
${figures(outcome, struck.length)}
<h2>What was broken when</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Timeline">${timeline(faults, parts, healedAt)}</div>
<ul class="legend">${rows(Object.entries(families), ([name, words]) => `<li><i class="${name}"></i>${safe(words)}</li>`)}</ul>
<p class="legend">Pale bars are traps into which nothing stepped; they do not count. Of answering times, the median is the darker line, and 95 % lie below the other.</p>
<div class="columns">
<section><h2>Recovery</h2>
<p class="soft">From the heal of a fault until the first purchase that began after it had its admissions. Other faults may have been under way meanwhile.</p>
${recoveryTable(outcome)}</section>
<section><h2>What buyers did</h2>
<p class="soft">Orders by what became of them, on their buyer’s side.</p>
${behaviourTable(outcome)}</section>
</div>
${violationList(outcome)}
<h2>Every fault</h2>
<details><summary>${count(faults.length)} faults in the order in which they began</summary>${faultTable(outcome)}</details>
</main></body></html>
`;
}

/** Everything that should not have been, in words. */
const wrongs = ({ watched, convergence, ends, complaints, journal }: Outcome) => [
  ...[...watched.violations, ...convergence.violations].map(({ invariant, what, ids, history }) => ({
    what: `${invariant}: ${what}`,
    history: [...ids, ...history],
  })),
  ...[...ends, ...complaints, ...journal.surprises].map((what) => ({ what, history: [] })),
];

function verdict(outcome: Outcome): string {
  const { length } = wrongs(outcome);
  const { tookMs } = outcome.convergence;
  if (length > 0)
    return `<p class="verdict bad"><strong>${count(length)} promises were broken.</strong> They are listed below.</p>`;
  return `<p class="verdict"><strong>Every promise was kept.</strong> All had settled ${time(tookMs)} after the last heal.</p>`;
}

function figures({ journal, healedAt, watched, convergence }: Outcome, struck: number): string {
  const entries: [string, string][] = [
    ['orders', count(journal.placed)],
    ['faults', count(struck)],
    ['lasted', time(healedAt)],
    ['orders per second', (journal.placed / (healedAt / 1_000)).toFixed(1)],
    ['requests', count(journal.exchanges.length)],
    ['checks meanwhile', count(watched.checks)],
    ['settled after', time(convergence.tookMs)],
    ['clients who gave up', count(journal.gaveUp)],
  ];
  return `<dl class="figures">${rows(entries, ([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function recoveryTable({ faults, journal }: Outcome): string {
  const all = recoveries(faults, journal);
  const worst = Math.max(1, ...all.map(({ worstMs }) => worstMs ?? 0));
  return `<div class="scroll" tabindex="0" role="region" aria-label="Recovery by kind of fault"><table>
<thead><tr><th>kind</th><th class="number">times</th><th class="number">median</th><th class="number">worst</th><th>median, beside the worst of all</th></tr></thead>
<tbody>${rows(
    all,
    ({ kind, count: times, medianMs, worstMs }) =>
      `<tr><td>${safe(kind)}</td><td class="number">${times}</td><td class="number">${time(medianMs)}</td><td class="number">${time(worstMs)}</td><td><meter max="${Math.round(worst)}" value="${Math.round(medianMs ?? 0)}" aria-label="${safe(kind)}">${time(medianMs)}</meter></td></tr>`,
  )}</tbody></table></div>`;
}

function behaviourTable({ journal }: Outcome): string {
  const entries = [...journal.behaviours].toSorted((a, b) => b[1] - a[1]);
  return `<div class="scroll" tabindex="0" role="region" aria-label="Orders by behaviour"><table>
<thead><tr><th>behaviour</th><th class="number">orders</th></tr></thead>
<tbody>${rows(entries, ([name, times]) => `<tr><td>${safe(name)}</td><td class="number">${count(times)}</td></tr>`)}</tbody></table></div>`;
}

function violationList(outcome: Outcome): string {
  const found = wrongs(outcome);
  if (found.length === 0) return '';
  return `<h2>What was broken</h2>${rows(
    found,
    ({ what, history }) => `<details><summary>${safe(what)}</summary><pre>${safe(history.join('\n'))}</pre></details>`,
  )}`;
}

function faultTable({ faults, healedAt }: Outcome): string {
  return `<div class="scroll"><table>
<thead><tr><th>at</th><th>fault</th><th>what it struck</th><th class="number">lasted</th><th></th></tr></thead>
<tbody>${rows(faults, ({ kind, target, began, healed = healedAt, struck, failure }) => {
    const remark = failure ?? (struck ? '' : 'met nothing');
    return `<tr><td>${clock(began)}</td><td><span class="legend"><i class="${familyOf(kind) satisfies Family}"></i></span>${safe(kind)}</td><td>${safe(target)}</td><td class="number">${time(healed - began)}</td><td>${safe(remark)}</td></tr>`;
  })}</tbody></table></div>`;
}
