import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

export const ROOT = resolve(import.meta.dirname, '../../..');

// biome-ignore lint/suspicious/noExplicitAny: manifests are of many shapes, which other tests check
export type Any = any;

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  spec?: Any;
  data?: Record<string, string>;
}

/** What is applied: the overlays, by name. */
export const OVERLAYS = ['dev', 'prod', 'prod-ingress'] as const;

const rendered = new Map<string, Manifest[]>();

/** The manifests of an overlay, rendered by Kustomize once; each call gets a copy of its own, to break as it likes. */
export function render(overlay: (typeof OVERLAYS)[number]): Manifest[] {
  let manifests = rendered.get(overlay);
  if (!manifests) {
    const program = process.env.KUBECTL ?? 'kubectl';
    const folder = join(ROOT, 'infra/k8s/overlays', overlay);
    const text = execFileSync(program, ['kustomize', folder], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    manifests = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
    rendered.set(overlay, manifests);
  }
  return structuredClone(manifests);
}

export const idOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;

/** The one of this kind and name, to look at or to break. */
export function pick(manifests: Manifest[], kind: string, name: string): Manifest {
  const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'];

/** What makes pods of ours; CloudNativePG makes the others, to its own restricted standard. */
export const workloads = (manifests: Manifest[]) => manifests.filter(({ kind }) => WORKLOADS.includes(kind));
