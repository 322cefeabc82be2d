import type Stripe from 'stripe';
import { invalidRequest } from '../core/failures.ts';

/**
 * Stripe's search language as far as it is spoken here: clauses such as `metadata['orderId']:'…'`, `status:'succeeded'`
 * or `currency:'usd'`, negated by a leading `-`, joined by AND or by OR (not both).
 */
export function searchFilter(query: string): (intent: Stripe.PaymentIntent) => boolean {
  const parts = query.trim().split(/\s+(AND|OR)\s+/i);
  const operators = new Set(parts.filter((_, index) => index % 2 === 1).map((operator) => operator.toUpperCase()));
  if (operators.size > 1) throw malformed(query);
  const clauses = parts.filter((_, index) => index % 2 === 0).map(readClause);
  return operators.has('OR')
    ? (intent) => clauses.some((clause) => clause(intent))
    : (intent) => clauses.every((clause) => clause(intent));
}

const CLAUSE = /^(-?)(?:(status|currency)|metadata\[(["'])(.+?)\3\])\s*:\s*(["'])(.*)\5$/;

function readClause(clause: string): (intent: Stripe.PaymentIntent) => boolean {
  const match = CLAUSE.exec(clause);
  if (!match) throw malformed(clause);
  const [, negation, field, , key = '', , quoted = ''] = match;
  const wanted = quoted.replaceAll(/\\(.)/g, '$1');
  const given = (intent: Stripe.PaymentIntent) =>
    field === 'status' ? intent.status : field === 'currency' ? intent.currency : intent.metadata[key];
  return (intent) => (given(intent) === wanted) !== (negation === '-');
}

const malformed = (query: string) =>
  invalidRequest(`We were unable to parse your search query: ${query}`, { param: 'query' });
