#!/usr/bin/env bash
# Runs the suite on two clusters that a cluster tool brings up on this machine. The tool is a program with the commands
#   up NAME…   kubeconfig NAME   stop NAME PROGRAM, such as kube-apiserver or source-controller; up starts it again
# and an audit log in $FLUX_DELIVERY_CLUSTER_HOME/NAME/audit.log; beside it, examples/examples up NAME puts the services of
# examples/catalog-info.yaml on a cluster. More arguments go to the suite.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
tool=${FLUX_DELIVERY_CLUSTER_TOOL:-$root/../shared/cluster/cluster}
clusters=(staging prod-eu)

if [[ ! -x $tool ]]; then
  echo "e2e: no cluster tool at $tool: set FLUX_DELIVERY_CLUSTER_TOOL to one, or give kubeconfig contexts to 'npm run e2e:cluster'" >&2
  exit 2
fi
tool=$(cd "$(dirname "$tool")" && pwd)/$(basename "$tool")
home=${FLUX_DELIVERY_CLUSTER_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/flux-delivery-cluster}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The tool copies CRDs out of the module cache, which a build alone does not fill.
if [[ -f $(dirname "$tool")/go.mod ]]; then
  (cd "$(dirname "$tool")" && go mod download sigs.k8s.io/gateway-api)
fi
"$tool" up "${clusters[@]}"

arguments=()
kubeconfigs=()
for cluster in "${clusters[@]}"; do
  # Users of the same name would be one user once the files are merged.
  sed "s/\badmin\b/$cluster-admin/g" "$("$tool" kubeconfig "$cluster")" >"$work/$cluster.kubeconfig"
  kubeconfigs+=("$work/$cluster.kubeconfig")
  arguments+=(--context "$cluster" --audit-log "$cluster=$home/$cluster/audit.log")
done
export KUBECONFIG
KUBECONFIG=$(IFS=:; echo "${kubeconfigs[*]}")
command -v kubectl >/dev/null || export PATH=$home/bin:$PATH

# A played kubelet does not make a pod ready again that an earlier outage made unready; a new pod is.
for cluster in "${clusters[@]}"; do
  for namespace in $(kubectl --context "$cluster" get deployments -A -o jsonpath='{.items[*].metadata.namespace}' | tr ' ' '\n' | sort -u); do
    kubectl --context "$cluster" delete pods --all -n "$namespace" --wait=false >/dev/null
  done
done

examples=$(dirname "$tool")/examples
if [[ -x $examples/examples ]]; then
  pids=()
  for cluster in "${clusters[@]}"; do
    "$examples/examples" up "$cluster" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid"; done
  arguments+=(--extra-catalog "$examples/catalog-info.yaml" --extra-expectations "$here/shop.expectations.yaml")
fi

printf -v quoted %q "$tool"
node "$root/scripts/bootstrap.mjs" exec node "$here/run.mjs" "${arguments[@]}" \
  --stop-command "$quoted stop {context} kube-apiserver" --start-command "$quoted up {context}" \
  --stop-controller "$quoted stop {context} {controller}" --start-controller "$quoted up {context}" "$@"
