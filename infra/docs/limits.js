import { cardLimits, holdLimits, limits } from '@frontrow/common/contracts';

/** docs/limits.md: every limit with its numbers, as the code has them. */
export function limitsPage() {
  const rows = Object.entries(limits).map(
    ([name, limit]) => `| \`${name}\` | ${limit.what} | ${allowed(limit.account)} | ${allowed(limit.network)} |`,
  );
  const { unitsPerNetwork, shareOfListing, unitsPerPaid, givenUpPerAccount, seconds } =
    /** @type {import('@frontrow/common/contracts').HoldLimits} */ (holdLimits.strict);
  const { strict: cards, generous: moreCards } = cardLimits;
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
| units of a network that are held unpaid, or lapsed or were given back | ${unitsPerNetwork}, or ${shareOfListing * 100} % of a large listing; ${unitsPerPaid} more for each that was paid there meanwhile |
| orders of an account that lapsed or were given back unpaid, before it pauses | ${givenUpPerAccount} |
| how long they count, and how long a pause is after the last of them | ${seconds / 60} min |

## Cards

Decided with each attempt to pay, in the generous profile, too:

| cards that were declined within an hour, before the next one has to wait | strict | generous |
|---|---|---|
| of an account, those under way among them | ${cards.account} | ${moreCards.account} |
| of a network | ${cards.network}, those under way among them, and one more for each card that was good within a day | ${moreCards.network} |
| tries of the same card | ${cards.card} | ${moreCards.card} |

Passwords and the mails of one address have limits of their own: see the README of [auth](../services/auth/README.md).
`;
}

/** @param {{ points: number, seconds: number } | undefined} allowance */
function allowed(allowance) {
  if (!allowance) return '–';
  const { points, seconds } = allowance;
  return `${points} ${{ 0: 'at a time', 60: 'a minute', 3600: 'an hour' }[seconds]}`;
}
