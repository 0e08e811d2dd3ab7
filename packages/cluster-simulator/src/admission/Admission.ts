import {
  groupOf,
  refOf,
  versionOf,
  type KubeResource,
} from '../store/KubeResource';
import { findKind, kindKey, type ServedKind } from '../store/kinds';
import type { ObjectStore } from '../store/ObjectStore';
import { immutableField } from './immutableFields';
import { refusedBy, type PolicySpec } from './Policy';
import { overQuota } from './quota';
import type { Refusal } from './Refusal';

/** Somebody who may not do something, as roles that were never granted. */
export interface GrantSpec {
  in: string[];
  /** `namespace/name` of a ServiceAccount that may write these resources and no others. */
  serviceAccount: string;
  resources: string[];
}

export interface AdmissionOptions {
  store: ObjectStore;
  kinds: readonly ServedKind[];
  policies?: readonly PolicySpec[];
  grants?: readonly GrantSpec[];
}

/** What the API server of a cluster says to a write before it stores it. */
export class Admission {
  private readonly served: Set<string>;

  constructor(private readonly options: AdmissionOptions) {
    this.served = new Set(
      options.kinds.map(({ group, kind }) => kindKey(group, kind)),
    );
  }

  /** To a server-side apply or a creation; `as` is the account that writes. */
  toWrite(object: KubeResource, as?: string): Refusal | undefined {
    return (
      this.unknownKind(object) ??
      this.withoutRight(object, as) ??
      this.missingNamespace(object) ??
      this.notValid(object) ??
      this.byPolicy('write', object)
    );
  }

  toDelete(object: KubeResource): Refusal | undefined {
    return this.byPolicy('delete', object);
  }

  private unknownKind({ apiVersion, kind }: KubeResource): Refusal | undefined {
    return this.served.has(kindKey(groupOf(apiVersion), kind))
      ? undefined
      : {
          reason: 'NoMatch',
          message: `no matches for kind "${kind}" in version "${apiVersion}"`,
        };
  }

  private withoutRight(
    object: KubeResource,
    as: string | undefined,
  ): Refusal | undefined {
    const group = groupOf(object.apiVersion);
    const { namespace, name } = object.metadata;
    const { plural } = findKind(group, object.kind)!;
    const grant = this.options.grants?.find(
      ({ serviceAccount }) => serviceAccount === as,
    );
    if (!grant || grant.resources.includes(plural)) {
      return undefined;
    }
    const [accountNamespace, account] = grant.serviceAccount.split('/');
    const resource = group ? `${plural}.${group}` : plural;
    return {
      reason: 'Forbidden',
      message: `${resource} "${name}" is forbidden: User "system:serviceaccount:${accountNamespace}:${account}" cannot patch resource "${plural}" in API group "${group}" in the namespace "${namespace}"`,
    };
  }

  private missingNamespace(object: KubeResource): Refusal | undefined {
    const group = groupOf(object.apiVersion);
    const { namespace, name } = object.metadata;
    const { namespaced, plural } = findKind(group, object.kind)!;
    if (!namespaced) {
      return undefined;
    }
    const found = this.options.store.get({
      group: '',
      kind: 'Namespace',
      name: namespace ?? '',
    });
    if (!found) {
      return {
        reason: 'NotFound',
        message: `namespaces "${namespace}" not found`,
      };
    }
    const resource = group ? `${plural}.${group}` : plural;
    return found.metadata.deletionTimestamp && !this.stored(object)
      ? {
          reason: 'Forbidden',
          message: `${resource} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
        }
      : undefined;
  }

  private notValid(object: KubeResource): Refusal | undefined {
    const before = this.stored(object);
    return before
      ? immutableField(before, object)
      : overQuota(this.options.store, object);
  }

  private byPolicy(
    verb: 'write' | 'delete',
    object: KubeResource,
  ): Refusal | undefined {
    for (const policy of this.options.policies ?? []) {
      const refusal = refusedBy(policy, verb, object);
      if (refusal) {
        return refusal;
      }
    }
    return undefined;
  }

  private stored(object: KubeResource): KubeResource | undefined {
    return this.options.store.get(refOf(object));
  }
}

/** The words of the kustomize-controller for a refusal. */
export function inWordsOfFlux(
  object: KubeResource,
  { reason, message }: Refusal,
): string {
  const { namespace, name } = object.metadata;
  const subject = `${object.kind}/${namespace ? `${namespace}/` : ''}${name}`;
  switch (reason) {
    case 'NotFound':
      return `${subject} not found: ${message}\n`;
    case 'NoMatch':
      return `${subject} dry-run failed: ${message}\n`;
    default:
      return `${subject} dry-run failed (${reason}): ${message}\n`;
  }
}

/** The words of Helm for a refusal. */
export function inWordsOfHelm(
  object: KubeResource,
  { reason, message }: Refusal,
): string {
  const { namespace, name } = object.metadata;
  if (reason === 'NoMatch') {
    return `unable to build kubernetes objects from release manifest: resource mapping not found for name: "${name}" namespace: "" from "": ${message}\nensure CRDs are installed first`;
  }
  const group = groupOf(object.apiVersion);
  return `server-side apply failed for object ${namespace}/${name} ${
    group ? `${group}/${versionOf(object.apiVersion)}` : '/v1'
  }, Kind=${object.kind}: ${message}`;
}
