import { selects } from './policies.ts';
import { type Any, type Manifest, workloads } from './render.ts';

/** Ranges that are nobody's on the internet: a rule for the internet has to leave them out. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8'];

/** Namespaces beside ours, by the label that policies know them by, and what stands in them. */
const OUTSIDE: Record<string, string> = {
  'frontrow.dev/gateway=true': 'gateway',
  'kubernetes.io/metadata.name=kube-system': 'dns',
  'kubernetes.io/metadata.name=monitoring': 'prometheus',
  'kubernetes.io/metadata.name=cnpg-system': 'operator',
};

interface End {
  name: string;
  labels: Record<string, string>;
}

/** The pods there are: those of our workloads by their name, and of each cluster of CloudNativePG. */
function podsOf(manifests: Manifest[]): End[] {
  const own = workloads(manifests).map(({ spec }) => spec.template.metadata.labels as Record<string, string>);
  const clusters = manifests.filter(({ kind }) => kind === 'Cluster').map(({ metadata }) => metadata.name);
  return [
    ...own.map((labels) => ({ name: labels['app.kubernetes.io/name']!, labels })),
    ...clusters.map((name) => ({ name, labels: { 'cnpg.io/cluster': name } })),
  ];
}

function nameOfNamespace({ matchLabels = {}, ...more }: Any): string {
  const entries = Object.entries(matchLabels);
  const name = entries.length === 1 ? OUTSIDE[entries[0]!.join('=')] : undefined;
  if (!name || Object.keys(more).length > 0) throw new Error(`unknown namespaces: ${JSON.stringify(matchLabels)}`);
  return name;
}

function endsOf(peers: Any[] | undefined, pods: End[]): string[] {
  if (!peers?.length) return ['anywhere'];
  return peers.flatMap(({ podSelector, namespaceSelector, ipBlock }) => {
    if (ipBlock) {
      const { cidr, except = [] } = ipBlock;
      return [cidr === '0.0.0.0/0' && PRIVATE.every((range) => except.includes(range)) ? 'internet' : cidr];
    }
    if (namespaceSelector) return [nameOfNamespace(namespaceSelector)];
    const picked = pods.filter(({ labels }) => selects(podSelector, labels)).map(({ name }) => name);
    return picked.length > 0 ? picked : [`nobody (${JSON.stringify(podSelector)})`];
  });
}

const portsOf = (ports: Any[] | undefined) => ports?.map(({ port }) => String(port)) ?? ['any'];

/**
 * The arrows that network policies open, as `from > to : port`, and what is open on one side alone. Between pods an arrow
 * needs the consent of both; of what is outside, only ours is known.
 */
export function openArrows(manifests: Manifest[]): { arrows: Set<string>; halves: Set<string>; open: Set<string> } {
  const pods = podsOf(manifests);
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec);
  const names = new Set(pods.map(({ name }) => name));
  const sent = new Set<string>();
  const taken = new Set<string>();
  const open = new Set<string>();
  for (const pod of pods) {
    const about = policies.filter(({ podSelector }) => selects(podSelector, pod.labels));
    for (const type of ['Ingress', 'Egress']) {
      if (!about.some(({ policyTypes }) => policyTypes.includes(type))) open.add(`${type} of ${pod.name}`);
    }
    for (const { egress = [], ingress = [] } of about) {
      for (const { to, ports } of egress)
        for (const end of endsOf(to, pods))
          for (const port of portsOf(ports)) sent.add(`${pod.name} > ${end} : ${port}`);
      for (const { from, ports } of ingress)
        for (const end of endsOf(from, pods))
          for (const port of portsOf(ports)) taken.add(`${end} > ${pod.name} : ${port}`);
    }
  }
  const arrows = new Set<string>();
  const halves = new Set<string>();
  for (const arrow of new Set([...sent, ...taken])) {
    const [from, to] = arrow.split(/ [>:] /) as [string, string];
    const inside = names.has(from) && names.has(to);
    if (inside && !(sent.has(arrow) && taken.has(arrow))) halves.add(arrow);
    else arrows.add(arrow);
  }
  return { arrows, halves, open };
}

/** The arrows of ARCHITECTURE.md's table for an overlay, in the same form, with the DNS that all may ask. */
export function drawnArrows(text: string, overlay: string, manifests: Manifest[]): Set<string> {
  const [, section = ''] = text.split('### Who speaks to whom\n');
  const rows = section.split('\n## ')[0]!.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([\d, ]+) \|([^|]*)\|$/gm);
  const arrows = new Set<string>();
  const list = (cell: string) => cell.trim().split(', ');
  for (const [, froms, tos, ports, where] of rows) {
    if (where!.trim() && !overlay.startsWith(where!.trim())) continue;
    for (const from of list(froms!))
      for (const to of list(tos!.replaceAll('`', '').replaceAll('<from>', from)))
        for (const port of list(ports!)) arrows.add(`${from} > ${to} : ${port}`);
  }
  for (const { name } of podsOf(manifests)) arrows.add(`${name} > dns : 53`);
  return arrows;
}
