import type { Request } from 'express';
import type { z } from 'zod';
import type { LimitName } from '../contracts/index.ts';
import type { Trace } from '../database/index.ts';
import type { Session } from './session.ts';

export type { Request };

/** `required`: 401 without one · `optional`: may be absent · `none`: not even looked at. */
export type SessionRule = 'required' | 'optional' | 'none';

/** A request whose parts were checked against the route's schemas. */
export interface Call<Params, Query, Body, Rule extends SessionRule> {
  params: Params;
  query: Query;
  body: Body;
  session: Rule extends 'required' ? Session : Session | undefined;
  trace: Trace;
  /** The client's `Idempotency-Key`, on routes that create. */
  idempotencyKey: string | undefined;
  /** What is asked for, as stored idempotency keys name it: method and path, with the ids in it. */
  target: string;
  /** Express's own request, for addresses, headers and raw bodies. */
  request: Request;
}

export interface Answer {
  status: number;
  body?: unknown;
  /** The body when it is JSON already, in place of `body`. */
  json?: string;
  /** Of `set-cookie` there may be several. */
  headers?: Record<string, string | string[]>;
}

/** Opens a stream of states, each as the server-sent event that it is told by. Returns how to unsubscribe. */
export type Subscribe = (send: (event: Buffer) => void) => () => void;

export interface StreamAnswer {
  stream: Subscribe;
}

/** A file to keep, written as it is sent. */
export interface File {
  name: string;
  /** Its media type. */
  type: string;
  content: AsyncIterable<string | Uint8Array>;
}

export interface FileAnswer {
  file: File;
}

/** Bytes that are shown where they are asked for, such as an image. */
export interface BytesAnswer {
  bytes: Buffer;
  /** Its media type. */
  type: string;
  headers: Record<string, string>;
}

/** How much a raw body may be, and how many of them are taken in at a time, since they are held in memory. */
export interface Upload {
  /** The media types that it says it takes; what a body really is, the route looks at. */
  types: readonly string[];
  /** Bytes. */
  limit: number;
  atOnce: number;
}

export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Below the service's prefix, in Express's notation: `/:id`. */
  path: string;
  summary: string;
  session: SessionRule;
  /** What a request of it counts against; beyond that it is answered 429 (docs/limits.md). */
  limits?: readonly LimitName[] | undefined;
  /** It shows what belongs to somebody: when an operator reads it, the security log says so. */
  readsOthers?: true | undefined;
  /** Its answers are the same for everybody, and may be shared for a second by whoever stands in between (see `cacheControl`). */
  cache?: 'public' | undefined;
  params?: z.ZodObject | undefined;
  query?: z.ZodObject | undefined;
  body?: z.ZodType | undefined;
  /** The raw bytes are wanted: `body` stays unparsed and `request.body` is a Buffer. */
  raw?: boolean | Upload | undefined;
  /** The schema of each successful answer; null has no body. Errors are problems throughout. */
  answers: Record<number, z.ZodType | null>;
  /** The media type of its answers when they are not JSON. */
  produces?: string | undefined;
  /** Statuses of the errors that this route is known for, beside those its session and schemas imply. */
  problems?: number[] | undefined;
  handle(call: Call<never, never, never, never>): Promise<Answer | StreamAnswer | FileAnswer | BytesAnswer>;
}

interface RouteOptions<
  P extends z.ZodObject | undefined,
  Q extends z.ZodObject | undefined,
  B extends z.ZodType | undefined,
  S extends SessionRule,
> extends Omit<Route, 'params' | 'query' | 'body' | 'session' | 'handle'> {
  session: S;
  params?: P;
  query?: Q;
  body?: B;
  handle(call: Call<Parsed<P>, Parsed<Q>, Parsed<B>, S>): Promise<Answer | StreamAnswer | FileAnswer | BytesAnswer>;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** Declares a route: what it takes and answers, who may call it, and what it does. */
export function route<
  const S extends SessionRule,
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(options: RouteOptions<P, Q, B, S>): Route {
  return options as unknown as Route;
}

/** The `Link` header that leads to the next page, keeping the query's other members. */
export function nextPage(request: Request, cursor: string | undefined): Record<string, string> {
  if (cursor === undefined) return {};
  const url = new URL(request.originalUrl, 'http://host');
  url.searchParams.set('cursor', cursor);
  return { link: `<${url.pathname}${url.search}>; rel="next"` };
}
