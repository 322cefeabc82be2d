import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { Problem } from '../contracts/index.ts';
import type { Route } from './route.ts';

const describe: Record<number, string> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted; the outcome follows',
  204: 'Done, nothing to say',
};

/** The OpenAPI 3.1 document of a service, from its routes' schemas. */
export function openApi(service: string, prefix: string, routes: Route[]): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = `${prefix}${route.path}`.replace(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: `Frontrow ${service}`, version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } } },
  });
}

const contentOf = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }]));

function operation(route: Route) {
  const implied = [
    ...(route.params || route.query || route.body ? [400] : []),
    ...(route.session === 'required' ? [401] : []),
    ...(route.limits || route.produces === 'text/event-stream' ? [429] : []),
    ...(route.problems ?? []),
  ];
  const answers = Object.entries(route.answers).map(([status, schema]) => [
    status,
    {
      description: describe[Number(status)] ?? 'Answer',
      ...(schema ? { content: { [route.produces ?? 'application/json']: { schema } } } : {}),
    },
  ]);
  const problems = [...new Set(implied)].map((status) => [
    String(status),
    { description: 'Problem', content: { 'application/problem+json': { schema: Problem } } },
  ]);
  return {
    summary: route.summary,
    ...(route.session === 'none'
      ? {}
      : { security: route.session === 'required' ? [{ session: [] }] : [{}, { session: [] }] }),
    requestParams: { ...(route.params && { path: route.params }), ...(route.query && { query: route.query }) },
    ...(route.body && { requestBody: { content: { 'application/json': { schema: route.body } } } }),
    ...(typeof route.raw === 'object' && { requestBody: { content: contentOf(route.raw.types) } }),
    responses: Object.fromEntries([...answers, ...problems]),
  };
}
