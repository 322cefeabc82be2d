import { type Any, idOf, type Manifest, workloads } from './render.ts';

/** What is wrong with a set of manifests, a line each; empty when it is good. */
export type Policy = (manifests: Manifest[]) => string[];

/** Applies a rule to every container, init containers included. */
const perContainer =
  (rule: (container: Any, pod: Any, workload: Manifest) => string | undefined): Policy =>
  (manifests) =>
    workloads(manifests).flatMap((workload) => {
      const pod = workload.spec.template.spec;
      return [...(pod.initContainers ?? []), ...pod.containers].flatMap((container) => {
        const problem = rule(container, pod, workload);
        return problem ? [`${idOf(workload)}, container ${container.name}: ${problem}`] : [];
      });
    });

const perWorkload =
  (rule: (pod: Any, workload: Manifest, manifests: Manifest[]) => string | undefined): Policy =>
  (manifests) =>
    workloads(manifests).flatMap((workload) => {
      const problem = rule(workload.spec.template.spec, workload, manifests);
      return problem ? [`${idOf(workload)}: ${problem}`] : [];
    });

/** Whether a selector by labels picks an object with these. */
export function selects(selector: Any, labels: Record<string, string> = {}): boolean {
  const exact = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const among = (selector?.matchExpressions ?? []).every(({ key, operator, values }: Any) => {
    if (operator === 'In') return values.includes(labels[key]);
    throw new Error(`the tests do not know the operator ${operator}`);
  });
  return exact && among;
}

const isRunning = ({ kind }: Manifest) => kind !== 'Job';

export const policies: Record<string, Policy> = {
  'no process is root': perContainer((container, pod) => {
    const { runAsNonRoot, runAsUser } = { ...pod.securityContext, ...container.securityContext };
    if (runAsNonRoot !== true) return 'runAsNonRoot is not true';
    return runAsUser > 0 ? undefined : 'runAsUser is not a user’s id';
  }),

  'no process gains rights': perContainer((container, pod) => {
    const own = container.securityContext ?? {};
    if (own.privileged) return 'is privileged';
    if (own.allowPrivilegeEscalation !== false) return 'may escalate';
    if (own.capabilities?.drop?.[0] !== 'ALL' || own.capabilities.add) return 'keeps capabilities';
    const profile = (own.seccompProfile ?? pod.securityContext?.seccompProfile)?.type;
    return profile === 'RuntimeDefault' ? undefined : 'has no seccomp profile';
  }),

  'no root file system is writable': perContainer((container) =>
    container.securityContext?.readOnlyRootFilesystem === true ? undefined : 'can write to its image',
  ),

  'nothing of the node is shared': perWorkload((pod) => {
    if (pod.hostNetwork || pod.hostPID || pod.hostIPC) return 'shares a namespace of the node';
    return pod.volumes?.some((volume: Any) => volume.hostPath) ? 'mounts a folder of the node' : undefined;
  }),

  'no token of the API server is mounted': perWorkload((pod, _workload, manifests) => {
    if (pod.automountServiceAccountToken !== false) return 'mounts a token';
    const account = manifests.some(
      ({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === pod.serviceAccountName,
    );
    return account ? undefined : `has no account of its own (${pod.serviceAccountName})`;
  }),

  'every container has requests and limits': perContainer(({ resources }) => {
    const missing = ['requests', 'limits'].flatMap((side) =>
      ['cpu', 'memory'].filter((what) => !resources?.[side]?.[what]).map((what) => `${side}.${what}`),
    );
    return missing.length > 0 ? `lacks ${missing.join(', ')}` : undefined;
  }),

  'what stays up has probes': perContainer((container, _pod, workload) => {
    if (!isRunning(workload)) return undefined;
    const missing = ['readinessProbe', 'livenessProbe'].filter((probe) => !container[probe]);
    return missing.length > 0 ? `lacks ${missing.join(' and ')}` : undefined;
  }),

  'every image is one exact version': perContainer(({ image }) => {
    const [, tag] = /[^/]+:([\w.-]+)(@sha256:[0-9a-f]{64})?$/.exec(image) ?? [];
    if (!tag) return `${image} has no tag`;
    return /^\d+\.\d+/.test(tag) ? undefined : `${image} is not an exact version`;
  }),

  'what stays up has a disruption budget that lets nodes be emptied': (manifests) =>
    workloads(manifests)
      .filter(isRunning)
      .flatMap((workload) => {
        const labels = workload.spec.template.metadata.labels;
        const budgets = manifests.filter(
          ({ kind, spec }) => kind === 'PodDisruptionBudget' && selects(spec.selector, labels),
        );
        if (budgets.length !== 1) return [`${idOf(workload)} has ${budgets.length} budgets`];
        return budgets[0]!.spec.maxUnavailable >= 1 ? [] : [`${idOf(workload)} can never be moved`];
      }),

  'selectors pick their own pods, and no job': (manifests) =>
    manifests
      .filter(({ kind, spec }) => kind === 'PodDisruptionBudget' || (kind === 'Service' && spec.selector))
      .flatMap((manifest) => {
        const selector =
          manifest.kind === 'Service' ? { matchLabels: manifest.spec.selector } : (manifest.spec.selector ?? {});
        const picked = workloads(manifests).filter(({ spec }) => selects(selector, spec.template.metadata.labels));
        const wrong = picked.length !== 1 || picked.some((workload) => !isRunning(workload));
        return wrong ? [`${idOf(manifest)} picks ${picked.map(idOf).join(', ') || 'nothing'}`] : [];
      }),

  'the namespace enforces the restricted standard': (manifests) =>
    manifests
      .filter(({ kind, metadata }) => kind === 'Namespace' && metadata.name === 'frontrow')
      .every(({ metadata }) => metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted')
      ? []
      : ['Namespace frontrow does not'],

  'no secret is in the repository': (manifests) =>
    manifests.filter(({ kind }) => kind === 'Secret').map((manifest) => `${idOf(manifest)} is`),
};
