import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { type Any, type Manifest, ROOT } from './render.ts';

/**
 * Published schemas, which are not copied into the project: where they are at hand beside it, or where SCHEMAS says. On a
 * machine without them the tests say so.
 */
const FOLDER = process.env.SCHEMAS ?? join(ROOT, '../shared/schemas');

export const schemaFile = (name: string): string | undefined => {
  const file = join(FOLDER, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

/** Says that something was not looked at, in a way that bin/test shows. */
export const sayUnchecked = (what: string) => console.error(`measured: not checked, for want of its schema: ${what}`);

/** Compiles a JSON schema (draft 7, or the OpenAPI form of custom resources). */
export function compile(schema: object): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  for (const name of ['int32', 'int64', 'date-time-or-empty']) ajv.addFormat(name, true);
  return ajv.compile(schema);
}

export const wordsOf = (errors: ErrorObject[] | null | undefined): string[] =>
  (errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);

/** As the API server reads it with strict validation: what a schema does not name is refused. */
function strict(schema: Any): Any {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  if (schema['x-kubernetes-int-or-string']) return { type: ['integer', 'string'] };
  const names = schema.type === 'object' && schema.properties && typeof schema.properties === 'object';
  if (names && !schema['x-kubernetes-preserve-unknown-fields'] && schema.additionalProperties === undefined) {
    copy.additionalProperties = false;
  }
  return copy;
}

let definitions: Map<string, ValidateFunction> | undefined;

/** The validators of custom resources, by `apiVersion/kind`, from the definitions that are at hand. */
function customResources(): Map<string, ValidateFunction> {
  if (definitions) return definitions;
  definitions = new Map();
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.yaml')) : [];
  for (const file of files) {
    const { spec } = parse(readFileSync(join(FOLDER, file), 'utf8'));
    for (const { name, schema } of spec.versions) {
      const { properties, ...rest } = strict(schema.openAPIV3Schema);
      const whole = { ...rest, properties: { ...properties, metadata: { type: 'object' } } };
      definitions.set(`${spec.group}/${name}/${spec.names.kind}`, compile(whole));
    }
  }
  return definitions;
}

/** What of the operators' resources we use, for those whose definitions are not published beside the project. */
const text = { type: 'string', minLength: 1 };
const fields = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const OURS: Record<string, object> = {
  'monitoring.coreos.com/v1/PodMonitor': fields({
    selector: { type: 'object' },
    podMetricsEndpoints: {
      type: 'array',
      minItems: 1,
      items: fields({ port: text, path: text, interval: text, scrapeTimeout: text }),
    },
  }),
  'monitoring.coreos.com/v1/PrometheusRule': fields({
    groups: {
      type: 'array',
      items: fields({
        name: text,
        rules: {
          type: 'array',
          items: fields(
            {
              alert: text,
              expr: text,
              for: { type: 'string', pattern: '^\\d+[smh]$' },
              labels: fields({ severity: { enum: ['critical', 'warning'] } }),
              annotations: fields({ summary: text, description: text }, ['summary']),
            },
            ['alert', 'expr', 'labels', 'annotations'],
          ),
        },
      }),
    },
  }),
  'barmancloud.cnpg.io/v1/ObjectStore': fields({
    retentionPolicy: { type: 'string', pattern: '^[1-9]\\d*[dwm]$' },
    configuration: fields({
      destinationPath: { type: 'string', pattern: '^s3://' },
      s3Credentials: fields({
        accessKeyId: fields({ name: text, key: text }),
        secretAccessKey: fields({ name: text, key: text }),
      }),
      wal: { type: 'object' },
      data: { type: 'object' },
    }),
  }),
};

/** What is wrong with a custom resource; undefined when there is nothing at hand to judge it by. */
export function customResourceErrors(manifest: Manifest): string[] | undefined {
  const key = `${manifest.apiVersion}/${manifest.kind}`;
  const published = customResources().get(key);
  if (published) return published(manifest) ? [] : wordsOf(published.errors);
  if (!OURS[key]) return undefined;
  const ours = compile(OURS[key]);
  return ours(manifest.spec) ? [] : wordsOf(ours.errors);
}
