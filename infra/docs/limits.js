import { holdLimits, limits } from '@frontrow/common/contracts';

/** docs/limits.md: every limit with its numbers, as the code has them. */
export function limitsPage() {
  const rows = Object.entries(limits).map(
    ([name, limit]) => `| \`${name}\` | ${limit.what} | ${allowed(limit.account)} | ${allowed(limit.network)} |`,
  );
  const { unitsPerNetwork, givenUpPerAccount, givenUpUnitsPerNetwork, seconds } =
    /** @type {import('@frontrow/common/contracts').HoldLimits} */ (holdLimits.strict);
  return `# Limits

Written by \`npm run docs:events\` from \`common/src/contracts/limits.ts\`; why they are as they are is in
[ADR 51](adr/0051-limits.md).

\`LIMITS=strict\` (as a service does by itself, so in compose.yaml and on Kubernetes) counts what is below;
\`LIMITS=generous\`, which \`bin/up\` sets unless told otherwise, counts none of it. Whoever is over a limit is answered 429 with
\`Retry-After\`, and counted in \`requests_limited_total{limit,by}\`. A network is an IPv4 address, or the /64 of an IPv6 one.

| limit | what is counted | an account | a network |
|---|---|---|---|
${rows.join('\n')}

Counts of a minute, and of what is open, are kept by each process of a service; those of an hour in its database.

## Holds

Of one listing, decided with each reservation under the lock of its stock:

| | |
|---|---|
| units that may be held unpaid from one network at a time | ${unitsPerNetwork} |
| orders of an account that lapsed or were given back unpaid, before it pauses | ${givenUpPerAccount} |
| units of a network that lapsed or were given back unpaid, before it pauses, unless it paid for as many | ${givenUpUnitsPerNetwork} |
| how long they count, and how long a pause is after the last of them | ${seconds / 60} min |

Passwords, cards and the mails of one address have limits of their own: see the READMEs of [auth](../services/auth/README.md) and
[payments](../services/payments/README.md).
`;
}

/** @param {{ points: number, seconds: number } | undefined} allowance */
function allowed(allowance) {
  if (!allowance) return '–';
  const { points, seconds } = allowance;
  return `${points} ${{ 0: 'at a time', 60: 'a minute', 3600: 'an hour' }[seconds]}`;
}
