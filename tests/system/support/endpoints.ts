import { newId } from '@frontrow/common/database';
import { bodyOf, type Method, send } from './http.ts';

/** A part of a JSON Schema, as far as the tests look at it. */
export interface Schema {
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  minItems?: number;
}

/** One endpoint of one service, as its own OpenAPI document describes it. */
export interface Endpoint {
  name: string;
  method: Method;
  /** With `{id}` in it. */
  path: string;
  session: 'required' | 'optional' | 'none';
  query: { name: string; required?: boolean; schema: Schema }[];
  /** The schema of its JSON body; undefined when it takes none. */
  body: Schema | undefined;
}

interface Operation {
  security?: object[];
  parameters?: { in: string; name: string; schema: Schema }[];
  requestBody?: { content: { 'application/json'?: { schema: Schema } } };
}

/** Where each service's API begins, below `/api`. */
export const services = ['users', 'tickets', 'orders', 'payments', 'notifications', 'audit'];

/** Every endpoint of every service, so that no test forgets one. */
export async function readEndpoints(): Promise<Endpoint[]> {
  const documents = await Promise.all(services.map(readDocument));
  return documents.flatMap(({ paths }) =>
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([verb, operation]) => toEndpoint(verb.toUpperCase() as Method, path, operation)),
    ),
  );
}

const readDocument = async (service: string) =>
  bodyOf(await send('GET', `/api/${service}/openapi.json`), 200) as {
    paths: Record<string, Record<string, Operation>>;
  };

function toEndpoint(method: Method, path: string, { security, parameters = [], requestBody }: Operation): Endpoint {
  return {
    name: `${method} ${path}`,
    method,
    path,
    session: security === undefined ? 'none' : security.some(isNone) ? 'optional' : 'required',
    query: parameters.filter((parameter) => parameter.in === 'query'),
    body: requestBody?.content['application/json']?.schema,
  };
}

const isNone = (requirement: object) => Object.keys(requirement).length === 0;

/** An endpoint's path about something that does not exist. */
export const pathOf = ({ path }: Endpoint, id: string = newId()): string =>
  path
    .replace(/\{(id|ticketId)\}/, encodeURIComponent(id))
    .replace('{scanId}', '0190a000-0000-7000-8000-000000000009')
    .replace('{hash}', '0'.repeat(32))
    .replace('{file}', '400.webp');
