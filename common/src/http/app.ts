import { randomUUID } from 'node:crypto';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import helmet from 'helmet';
import type { SecurityEvent, SecurityLog } from '../contracts/index.ts';
import { isOurHost } from '../contracts/index.ts';
import { isUnavailable } from '../database/index.ts';
import type { Logger } from '../messaging/index.ts';
import { sendFile } from './file.ts';
import type { Limits } from './limits.ts';
import { openApi } from './openapi.ts';
import { sameOriginOnly } from './origin.ts';
import { badRequest, HttpProblem, notFound, signedOut, unavailable } from './problem.ts';
import type { Answer, Call, Route } from './route.ts';
import type { SessionReader } from './session.ts';
import { openStreams, type Streams } from './stream.ts';
import { storable, validate } from './validate.ts';

const BODY_LIMIT = 16 * 1024;
const RAW_LIMIT = 512 * 1024;
const IdempotencyKey = /^[\x21-\x7e]{1,255}$/;

export interface AppOptions {
  service: string;
  /** Where the service's routes begin: `/api/orders`. */
  prefix: string;
  routes: Route[];
  sessions?: SessionReader | undefined;
  /** The one origin that pages may send changes from. */
  publicUrl: string;
  /** How many proxies in front are ours, so that the client's address is believed from them and no one else. */
  trustedProxyHops: number;
  log: Logger;
  securityEvent: SecurityLog;
  limits: Limits;
  /** Aborted when the service stops: open streams end. */
  stopping: AbortSignal;
  /** Mounted before everything else: health, metrics, timing. */
  before?: RequestHandler[];
}

/** An Express app of checked routes whose every error is a problem (RFC 9457). */
export function createApp(options: AppOptions): Express {
  const { service, prefix, routes, publicUrl, trustedProxyHops } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxyHops);
  app.use(...(options.before ?? []), correlate, securityHeaders(), ourHostOnly(publicUrl), refuseZeroBytes);

  const document = openApi(service, prefix, routes);
  const router = Router({ caseSensitive: false });
  router.get('/openapi.json', (_request, response) => void response.json(document));
  const guard = sameOriginOnly(publicUrl);
  const streams = openStreams(options.sessions, options.stopping);
  for (const route of routes) {
    if (route.method === 'get') {
      // It changes nothing, and no body of it is read.
      router.get(route.path, handler(route, options, streams));
      continue;
    }
    const { raw } = route;
    const upload = typeof raw === 'object' ? raw : undefined;
    const parse = raw
      ? express.raw({ type: () => true, limit: upload?.limit ?? RAW_LIMIT })
      : express.json({ limit: BODY_LIMIT, type: () => true });
    const accept = [
      ...(upload ? [membersOnly(route, options), fewAtOnce(upload.atOnce)] : []),
      ...(route.body && !raw ? [jsonOnly] : []),
    ];
    router[route.method](route.path, guard, ...accept, parse, handler(route, options, streams));
  }
  app.use(prefix, router);
  app.use((_request, _response, next) => next(notFound('page')));
  app.use(answerProblem(options));
  return app;
}

/** What helmet sets is the same for every answer, so it is asked once. */
function securityHeaders(): RequestHandler {
  const headers: [name: string, value: string][] = [];
  const setHeader = (name: string, value: string) => headers.push([name, value]);
  helmet()({} as Request, { setHeader, removeHeader() {} } as unknown as Response, (error) => {
    if (error) throw error;
  });
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

const correlate: RequestHandler = (request, response, next) => {
  const given = request.get('x-correlation-id');
  response.locals.correlationId = given && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
  response.setHeader('x-correlation-id', response.locals.correlationId);
  next();
};

function handler(
  route: Route,
  { prefix, sessions, securityEvent, limits }: AppOptions,
  streams: Streams,
): RequestHandler {
  const name = `${route.method.toUpperCase()} ${prefix}${route.path}`;
  return async (request, response) => {
    const session = route.session === 'none' ? undefined : await sessions?.read(request);
    if (route.session === 'required' && !session) throw signedOut();
    response.locals.account = session?.userId;
    const asker = { account: session?.userId, address: request.ip! };
    if (route.limits) await limits.admit(route.limits, asker);
    const params = route.params && validate(route.params, request.params);
    const call = {
      params,
      query: validateQuery(route, request),
      body: route.body && validate(route.body, storable(request.body ?? {})),
      session,
      trace: { correlationId: response.locals.correlationId, causationId: null },
      idempotencyKey: route.method === 'post' ? readKey(request) : undefined,
      target: targetOf(name, params),
      request,
    } as Call<never, never, never, never>;
    const answer = await route.handle(call);
    if (session) {
      const done = { outcome: 'succeeded', account: session.userId, network: request.ip } as const;
      const about = { ...done, object: pathOf(request), correlationId: response.locals.correlationId };
      if (route.readsOthers && session.role === 'operator') securityEvent({ what: 'operator_read', ...about });
      if ('file' in answer) securityEvent({ what: 'data_exported', ...about });
    }
    if ('stream' in answer) {
      response.once('close', limits.seat('streams', asker));
      return streams.open(response, answer.stream, session);
    }
    if ('file' in answer) return sendFile(response, answer.file);
    if ('bytes' in answer) return void response.set(answer.headers).type(answer.type).send(answer.bytes);
    send(response, answer, route.cache === 'public' ? cacheControl(request) : 'no-store');
  };
}

/** Method and path, with what the path names: the same key means another request at another resource. */
const targetOf = (name: string, params: Record<string, unknown> = {}) =>
  name.replace(/:(\w+)/g, (_, param: string) => String(params[param]));

/** Sees to it that nobody's upload is taken in before it is known who sends it. */
function membersOnly({ session }: Route, { sessions }: AppOptions): RequestHandler {
  return async (request, _response, next) => {
    if (session === 'required' && !(await sessions?.read(request))) throw signedOut();
    next();
  };
}

/** Counts a request until its answer is sent or its client is gone. */
function fewAtOnce(most: number): RequestHandler {
  let count = 0;
  return (_request, response, next) => {
    if (count === most) throw unavailable('others are uploading right now; try again in a moment', 2, 'uploads_busy');
    count += 1;
    response.once('close', () => {
      count -= 1;
    });
    next();
  };
}

/** As express does it, less the entity tag: to make one costs more than to send what it would save. */
function send(response: Response, { status, body, json, headers }: Answer, cache: string) {
  response.statusCode = status;
  response.setHeader('cache-control', headers && 'set-cookie' in headers ? 'no-store' : cache);
  for (const name in headers) response.setHeader(name, headers[name]!);
  const text = json ?? (body === undefined ? undefined : JSON.stringify(body));
  if (text === undefined) return void response.end();
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', Buffer.byteLength(text));
  response.end(text);
}

const SESSION_COOKIES = /(?:^|;)\s*[^=;]*session\s*=/i;

/**
 * What is the same for everybody is kept for a second by shared caches, and for five more while they ask for a newer one; but
 * never an answer to somebody with a session, whatever its cookie is called by then.
 */
const cacheControl = ({ headers }: Request) =>
  SESSION_COOKIES.test(headers.cookie ?? '') ? 'no-store' : 'public, s-maxage=1, stale-while-revalidate=5';

function validateQuery(route: Route, request: Request) {
  if (route.query) return validate(route.query, { ...request.query });
  if (!request.url.includes('?')) return undefined;
  const [unknown] = Object.keys(request.query);
  if (unknown !== undefined) throw badRequest(unknown, 'is not a known field', 'unknown_field');
  return undefined;
}

/** Sees to it that what is not JSON is told so, rather than that it is malformed. A request without a body passes. */
const jsonOnly: RequestHandler = (request, _response, next) => {
  const isEmpty = request.get('content-length') === '0';
  const wrong = !isEmpty && request.is(['json', '+json']) === false;
  next(wrong ? unsupported('send the body as application/json') : undefined);
};

function readKey(request: Request): string | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined || IdempotencyKey.test(key)) return key;
  throw badRequest('Idempotency-Key', 'must be 1 to 255 visible ASCII characters', 'bad_key');
}

/** Refuses what a browser asks for under a name that is not ours (ADR 54). */
const ourHostOnly =
  (publicUrl: string): RequestHandler =>
  (request, _response, next) =>
    next(isOurHost(request.headers.host, publicUrl) ? undefined : new HttpProblem(421, misdirected));

const misdirected = { message: 'there is nothing under this name here', code: 'misdirected' };

const refuseZeroBytes: RequestHandler = (request, _response, next) =>
  next(
    request.originalUrl.includes('%00') ? badRequest('url', 'must not contain a zero byte', 'zero_byte') : undefined,
  );

function answerProblem({ log, securityEvent }: AppOptions): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = toProblem(error);
    const { correlationId } = response.locals;
    if (problem.status === 500) log.error({ err: error, correlationId, url: request.originalUrl }, 'request failed');
    const refused = securityRelevant(problem);
    if (refused) {
      const by = { account: response.locals.account, network: request.ip };
      securityEvent({ ...refused, outcome: 'refused', ...by, object: pathOf(request), correlationId });
    }
    response.status(problem.status).set({ 'cache-control': 'no-store', ...problem.headers });
    response.type('application/problem+json');
    response.send(JSON.stringify(problem.toBody(correlationId)));
  };
}

/** What was asked for, without the query, in which there may be addresses. */
const pathOf = ({ method, baseUrl, path }: Request) => `${method} ${baseUrl}${path}`;

/** What a refusal is called in the security log, if it belongs there. */
function securityRelevant({ status, errors }: HttpProblem): Pick<SecurityEvent, 'what' | 'reason'> | undefined {
  const reason = errors[0]?.code;
  if (status === 403) return { what: 'access_refused', reason };
  if (status === 429) return { what: 'limit_hit', reason };
  if (status === 413 || reason === 'malformed_json') return { what: 'body_refused', reason };
  if (reason === 'key_reused') return { what: 'key_reused' };
  return undefined;
}

/** What a client may know of an error. What is unknown is ours to mend, and its detail stays in the log. */
function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const { type, status, limit } = error as { type?: string; status?: number; limit?: number };
  if (type === 'entity.too.large')
    return new HttpProblem(413, {
      message: `must be at most ${inWords(limit!)}`,
      field: 'body',
      code: 'too_large',
      params: { most: inWords(limit!) },
    });
  if (type === 'entity.parse.failed') return badRequest('body', 'must be valid JSON', 'malformed_json');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return unsupported('send the body as UTF-8 JSON');
  if (error instanceof URIError) return badRequest('url', 'is not a valid address', 'malformed_url');
  if (isUnavailable(error)) return unavailable('try again in a moment');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new HttpProblem(status, { message: 'the request could not be read', code: 'unreadable' });
  const message = 'something went wrong on our side; nothing was changed that we did not tell you of';
  return new HttpProblem(500, { message, code: 'broken' });
}

const unsupported = (message: string) => new HttpProblem(415, { message, code: 'not_json' });

/** A number of bytes as people say it: `16 KiB`, `8 MiB`. */
const inWords = (bytes: number) => (bytes < 2 ** 20 ? `${bytes / 2 ** 10} KiB` : `${bytes / 2 ** 20} MiB`);
