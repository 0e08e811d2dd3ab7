import type { Config } from '@backstage/config';
import {
  SEGMENTS,
  UNASSIGNED,
  type EnvironmentRule,
  type LinkRules,
  type MatchRule,
  type TenantRule,
} from 'backstage-plugin-flux-delivery-common';
import { ConfigNode } from './ConfigNode';

/** What an ownership rule or runbook is held against: all given keys must hold, each is a glob. */
export interface SegmentMatchRule extends MatchRule {
  kind?: string;
  name?: string;
  label?: string;
  segment?: string;
  class?: string;
}

/** Everything under `fluxDelivery`, checked, with defaults filled in. */
export interface FluxDeliveryOptions {
  /** In promotion order. */
  environments: EnvironmentRule[];
  ownership: {
    /** A full entity ref. */
    platformGroup?: string;
    rules: { match: SegmentMatchRule[]; owner: string }[];
  };
  tenants: TenantRule[];
  resolution: { requireClaim: boolean };
  history: { retention: { days: number } };
  fleet: { forgottenAfterDays: number };
  events: {
    /** By name of the cluster. */
    clusters: Record<string, { secrets: string[]; perMinute: number }>;
  };
  runbooks: { match: (SegmentMatchRule & { owner?: string })[]; url: string }[];
  links: LinkRules;
  /** The groups that the configuration names, for whoever can ask the catalog whether they exist. */
  groupRefs: { ref: string; keyPath: string }[];
}

const PLACE_KEYS = ['cluster', 'namespace', 'path'] as const;
const TENANT_KEYS = ['cluster', 'namespace'] as const;
const SEGMENT_KEYS = [
  'cluster',
  'namespace',
  'kind',
  'name',
  'label',
  'path',
  'segment',
  'class',
] as const;
/** Runbooks may go by whose move it is as well. */
const RUNBOOK_KEYS = [...SEGMENT_KEYS, 'owner'] as const;
const OBJECT_PLACEHOLDERS = ['cluster', 'namespace', 'name', 'kind'];
const COMMIT_PLACEHOLDERS = ['url', 'sha'];
const COMPARE_PLACEHOLDERS = ['url', 'from', 'to'];
const ENVIRONMENT_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9 _.-]{0,61}[A-Za-z0-9])?$/;
const DEFAULT_RETENTION_DAYS = 400;
const DEFAULT_FORGOTTEN_AFTER_DAYS = 7;
/** A thousand Kustomizations with an interval of ten minutes send a hundred. */
const DEFAULT_EVENTS_PER_MINUTE = 1_200;
/** The route of CDEvents stands beside those of clusters. */
const NO_CLUSTER = 'cdevents';

/** Notes each group that is read, with its key. */
class GroupRefs {
  readonly found: { ref: string; keyPath: string }[] = [];

  read(node: ConfigNode): string {
    const ref = node.ownerRef();
    if (ref.startsWith('group:')) {
      this.found.push({ ref, keyPath: node.path });
    }
    return ref;
  }
}

/**
 * Reads and checks everything under `fluxDelivery`. Without any configuration all targets are unassigned and claims are required.
 *
 * @throws InputError in one line that starts with the path of the key at fault
 */
export function readFluxDeliveryConfig(config: Config): FluxDeliveryOptions {
  const root = new ConfigNode(
    'fluxDelivery',
    config.getOptional('fluxDelivery'),
  ).keys(
    'environments',
    'ownership',
    'tenants',
    'resolution',
    'history',
    'fleet',
    'events',
    'runbooks',
    'links',
  );
  const groups = new GroupRefs();
  return {
    environments: readEnvironments(root.environments),
    ownership: readOwnership(root.ownership, groups),
    tenants: root.tenants.list().map(node => readTenant(node, groups)),
    resolution: { requireClaim: readRequireClaim(root.resolution) },
    history: { retention: { days: readRetentionDays(root.history) } },
    fleet: { forgottenAfterDays: readForgottenAfterDays(root.fleet) },
    events: { clusters: readEventClusters(root.events) },
    runbooks: root.runbooks.list().map(readRunbook),
    links: readLinks(root.links),
    groupRefs: groups.found,
  };
}

function readEnvironments(list: ConfigNode): EnvironmentRule[] {
  const keyOfName = new Map<string, string>();
  return list.list().map(node => {
    const {
      name: nameNode,
      match,
      pinned,
    } = node.keys('name', 'match', 'pinned');
    const name = nameNode.string();
    if (!ENVIRONMENT_NAME.test(name)) {
      nameNode.fail(
        `${JSON.stringify(
          name,
        )} is no name: at most 63 letters, digits, spaces, - _ and .`,
      );
    }
    if (name.toLowerCase() === UNASSIGNED) {
      nameNode.fail(
        `${UNASSIGNED} is the name for targets without an environment`,
      );
    }
    const first = keyOfName.get(name.toLowerCase());
    if (first) {
      nameNode.fail(
        `there are two environments of the name ${name}; the other is ${first}`,
      );
    }
    keyOfName.set(name.toLowerCase(), nameNode.path);
    return {
      name,
      match: match
        .list()
        .map(alternative => readMatch(alternative, PLACE_KEYS)),
      ...(!pinned.isAbsent && { pinned: pinned.boolean() }),
    };
  });
}

function readOwnership(
  node: ConfigNode,
  groups: GroupRefs,
): FluxDeliveryOptions['ownership'] {
  const { platformGroup, rules } = node.keys('platformGroup', 'rules');
  return {
    ...(!platformGroup.isAbsent && {
      platformGroup: groups.read(platformGroup),
    }),
    rules: rules.list().map(rule => {
      const { match, owner } = rule.keys('match', 'owner');
      return { match: readSegmentMatches(match), owner: groups.read(owner) };
    }),
  };
}

function readTenant(node: ConfigNode, groups: GroupRefs): TenantRule {
  const { owner, match } = node.keys('owner', 'match');
  return {
    owner: groups.read(owner),
    match: match
      .nonEmptyList()
      .map(alternative => readMatch(alternative, TENANT_KEYS)),
  };
}

function readRequireClaim(node: ConfigNode): boolean {
  const { requireClaim } = node.keys('requireClaim');
  return requireClaim.isAbsent || requireClaim.boolean();
}

function readRetentionDays(node: ConfigNode): number {
  const { days } = node.keys('retention').retention.keys('days');
  return days.isAbsent ? DEFAULT_RETENTION_DAYS : days.positiveInteger();
}

function readForgottenAfterDays(node: ConfigNode): number {
  const { forgottenAfterDays } = node.keys('forgottenAfterDays');
  return forgottenAfterDays.isAbsent
    ? DEFAULT_FORGOTTEN_AFTER_DAYS
    : forgottenAfterDays.positiveInteger();
}

function readEventClusters(
  node: ConfigNode,
): FluxDeliveryOptions['events']['clusters'] {
  const clusters = node.keys('clusters').clusters.entries();
  return Object.fromEntries(
    clusters.map(([name, cluster]) => {
      if (name.toLowerCase() === NO_CLUSTER) {
        cluster.fail(`${NO_CLUSTER} is where CDEvents are sent, no cluster`);
      }
      const { secrets, perMinute } = cluster.keys('secrets', 'perMinute');
      return [
        name,
        {
          secrets: secrets.nonEmptyList().map(secret => secret.string()),
          perMinute: perMinute.isAbsent
            ? DEFAULT_EVENTS_PER_MINUTE
            : perMinute.positiveInteger(),
        },
      ];
    }),
  );
}

function readRunbook(
  node: ConfigNode,
): FluxDeliveryOptions['runbooks'][number] {
  const { match, url } = node.keys('match', 'url');
  return {
    match: readSegmentMatches(match, RUNBOOK_KEYS),
    url: url.urlTemplate(OBJECT_PLACEHOLDERS),
  };
}

function readLinks(node: ConfigNode): LinkRules {
  const { git, dashboards } = node.keys('git', 'dashboards');
  return {
    git: git.list().map(rule => {
      const { match, commit, compare } = rule.keys(
        'match',
        'commit',
        'compare',
      );
      return {
        match: match.glob(),
        commit: readGitUrl(commit, COMMIT_PLACEHOLDERS),
        ...(!compare.isAbsent && {
          compare: readGitUrl(compare, COMPARE_PLACEHOLDERS),
        }),
      };
    }),
    dashboards: dashboards.list().map(dashboard => {
      const { title, url } = dashboard.keys('title', 'url');
      return {
        title: title.string(),
        url: url.urlTemplate(OBJECT_PLACEHOLDERS),
      };
    }),
  };
}

/** `{url}` stands for an http(s) URL that the rule's `match` has let through, so the template may start with it. */
function readGitUrl(node: ConfigNode, placeholders: string[]): string {
  const text = node.string();
  if (!text.startsWith('{url}')) {
    return node.urlTemplate(placeholders);
  }
  node.checkPlaceholders(text, placeholders);
  return text;
}

function readSegmentMatches<K extends string = never>(
  node: ConfigNode,
  keys: readonly ((typeof SEGMENT_KEYS)[number] | K)[] = SEGMENT_KEYS,
): Partial<Record<(typeof SEGMENT_KEYS)[number] | K, string>>[] {
  return node.nonEmptyList().map(alternative => {
    const { segment } = alternative.keys(...keys);
    if (!segment.isAbsent && !/[*?]/.test(segment.string())) {
      segment.oneOf(SEGMENTS);
    }
    return readMatch(alternative, keys);
  });
}

function readMatch<K extends string>(
  node: ConfigNode,
  keys: readonly K[],
): Partial<Record<K, string>> {
  const given = Object.entries<ConfigNode>(node.keys(...keys)).filter(
    ([, value]) => !value.isAbsent,
  );
  if (given.length === 0) {
    node.fail(`must have at least one of ${keys.join(', ')}`);
  }
  return Object.fromEntries(
    given.map(([key, value]) => [key, value.glob()]),
  ) as Partial<Record<K, string>>;
}
