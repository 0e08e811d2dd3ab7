import type { Source } from '../../flux/objects';
import { displayRef, keyOf, type ObjectRef } from '../../kube/ObjectRef';
import { redact } from '../../kube/redact';
import type { ResolvedTarget, SourceLink } from '../../paths/DeliveryPath';
import type { InventoryView } from '../../paths/InventoryView';
import type { Tenancy } from '../../paths/tenancy';
import { defaultOwner, ownerByRule, ownerOfSegment } from '../ownerOfSegment';
import type { OwnershipAnswer, OwnershipOptions } from '../OwnershipRule';
import { crossNamespaceRefs, type CrossNamespaceRefs } from './crossNamespace';
import { type SourceTrust, trustOf } from './sourceTrust';

/**
 * Who owns what a source is fetched with. Secrets are never read: the reference says that there is one, and inventories who made it.
 *
 * @public
 */
export interface CredentialOwnership extends OwnershipAnswer {
  /** `identity`: that of the cluster or of a service account, at a cloud provider. `none`: it is fetched without. */
  kind: 'secret' | 'identity' | 'none';
  secret?: ObjectRef;
  provider?: string;
  /** Whose inventory lists the Secret, or what makes it. Empty: it was made by hand, or by something that Flux does not know. */
  deliveredBy: ObjectRef[];
}

/** Who owns a source of a target, and its credential. @public */
export interface SourceOwnership {
  ref: ObjectRef;
  /** Why it is a source of the target, in words. */
  because: string;
  exists: boolean;
  owner: OwnershipAnswer;
  /** Without credentials; absent where only its name may be told. */
  url?: string;
  /** True where it stands in another namespace than what reads it. */
  crossNamespace?: true;
  /** Beside that, whether the controller allows it. */
  crossNamespaceRefs?: CrossNamespaceRefs;
  trust: SourceTrust;
  /** Null for what is made inside the cluster, and where only its name may be told. */
  credential: CredentialOwnership | null;
  /** True where it is of others, so that only name and owner are told. */
  foreign?: true;
}

/** What ownership of sources is told by. @public */
export interface SourceOwnershipContext {
  view: InventoryView;
  options: OwnershipOptions;
  /** Owners of the entities that an applier belongs to, each once. */
  ownersOfApplier: (ref: ObjectRef) => readonly string[];
  /** Whether more than name and owner is told. */
  tells: (ref: ObjectRef) => boolean;
  tenants: Tenancy['tenants'];
}

const CLOUDS = new Set(['aws', 'azure', 'gcp', 'github']);
const FETCHING = new Set([
  'GitRepository',
  'OCIRepository',
  'HelmRepository',
  'Bucket',
]);
const MAKERS: readonly (readonly [group: string, kind: string])[] = [
  ['external-secrets.io', 'ExternalSecret'],
  ['bitnami.com', 'SealedSecret'],
];

/**
 * Who owns each source of a target and its credential. First match wins: contract, rules, several owners that read it, default split;
 * for a credential a rule for the Secret, then whoever delivers the Secret, then the owner of the source.
 *
 * @public
 */
export function sourceOwnershipOf(
  target: ResolvedTarget,
  context: SourceOwnershipContext,
): SourceOwnership[] {
  return target.sources.map(link => oneSource(link, target, context));
}

function oneSource(
  { ref, source, because }: SourceLink,
  target: ResolvedTarget,
  context: SourceOwnershipContext,
): SourceOwnership {
  const { options, tells } = context;
  const owner = ownerOfSegment(
    { ...target, sources: [{ ref, source, because }] },
    'source',
    {
      ...options,
      sourceReaders: [
        ...(options.sourceReaders ?? []),
        ...(options.readersOfSource?.(ref) ?? []),
      ],
    },
  );
  const told = tells(ref);
  const crossing = crossNamespaceRefs(target, { ref, source }, context.view);
  const spec = (source?.object as Source | undefined)?.spec;
  const url = spec?.url ?? spec?.endpoint;
  return {
    ref,
    because,
    exists: source !== undefined,
    owner,
    ...(told && url && { url: redact(url) }),
    ...(crossing && {
      crossNamespace: true as const,
      crossNamespaceRefs: crossing,
    }),
    trust: trustOf(ref, target, context),
    credential:
      told && source && FETCHING.has(ref.kind)
        ? credentialOf(ref, spec ?? {}, { owner, context })
        : null,
    ...(!told && { foreign: true as const }),
  };
}

function credentialOf(
  ref: ObjectRef,
  { secretRef, provider }: NonNullable<Source['spec']>,
  {
    owner,
    context,
  }: { owner: OwnershipAnswer; context: SourceOwnershipContext },
): CredentialOwnership {
  if (secretRef?.name) {
    return ofSecret(
      { ...ref, group: '', kind: 'Secret', name: secretRef.name },
      { owner, context },
    );
  }
  if (provider && CLOUDS.has(provider)) {
    return {
      kind: 'identity',
      provider,
      deliveredBy: [],
      ...defaultOwner('platform', `identities at ${provider}`, context.options),
    };
  }
  return {
    kind: 'none',
    deliveredBy: [],
    because: `${displayRef(ref)} names no Secret and no provider`,
  };
}

function ofSecret(
  secret: ObjectRef,
  {
    owner,
    context,
  }: { owner: OwnershipAnswer; context: SourceOwnershipContext },
): CredentialOwnership {
  const deliveredBy = makersOf(secret, context.view);
  const { cluster, namespace, kind, name } = secret;
  const rule = ownerByRule(
    [{ cluster, namespace, kind, name, segment: 'source' }],
    context.options,
  );
  const owners = [
    ...new Set(deliveredBy.flatMap(ref => context.ownersOfApplier(ref))),
  ];
  const delivered =
    owners.length === 1
      ? {
          owner: owners[0],
          because: `${displayRef(
            deliveredBy[0],
          )} delivers the Secret, and belongs to an entity of that owner`,
        }
      : undefined;
  return {
    kind: 'secret',
    secret,
    deliveredBy,
    ...(rule ?? delivered ?? ofSource(owner)),
  };
}

function ofSource(owner: OwnershipAnswer): OwnershipAnswer {
  return owner.owner
    ? {
        owner: owner.owner,
        because: `no rule names the Secret, so that it is of who owns the source: ${owner.because}`,
      }
    : owner;
}

/** The appliers whose inventory lists the Secret itself, or an object by which an operator makes it. */
function makersOf(secret: ObjectRef, view: InventoryView): ObjectRef[] {
  const made = MAKERS.map(([group, kind]) => ({ ...secret, group, kind }));
  const found = [secret, ...made].flatMap(ref =>
    view.by('byInventoryEntry', keyOf(ref)).map(applier => applier.ref),
  );
  return [...new Map(found.map(ref => [keyOf(ref), ref])).values()];
}
