#!/usr/bin/env bash
# Before Skaffold applies: the namespace and its secrets, where they are missing, and no job of the last version.
# Usage: before-deploy.sh [--prod]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
kubectl() { command kubectl ${SKAFFOLD_KUBE_CONTEXT:+--context "$SKAFFOLD_KUBE_CONTEXT"} "$@"; }

kubectl apply -f infra/k8s/base/namespace.yaml
if ! kubectl -n frontrow get secret nats >/dev/null 2>&1; then
  bin/cluster-secrets "$@" | kubectl create -f -
fi
kubectl -n frontrow delete job -l app.kubernetes.io/part-of=frontrow --ignore-not-found
