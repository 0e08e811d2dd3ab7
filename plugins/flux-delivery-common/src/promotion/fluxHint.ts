import { isHttpUrl } from '../kube/isHttpUrl';
import { parseRevision } from '../flux/revision';
import { comparableUrl } from './comparableUrl';
import type { FluxEvent } from './fluxEvent';
import {
  distinct,
  type Identifier,
  type IdentifierKind,
  identifiersOfImage,
} from './identifiers';
import type { Actor } from './Promotion';

/**
 * What an event of Flux adds to what the watch tells: names of the release, and who is claimed to have moved it. Whoever may write
 * the annotations of the object, or an Alert, can claim anything.
 *
 * @public
 */
export interface FluxHint {
  /** As Flux wrote it: what it is about. */
  revision: string;
  identifiers: Identifier[];
  /** Always `claimed`. */
  actor?: Actor;
  /** Every key of the object's and the Alert's own, in the order of their names. */
  metadata: Record<string, string>;
}

/** Keys that Flux itself sets. */
const OWN = new Set([
  'revision',
  'originRevision',
  'digest',
  'checksum',
  'token',
  'commit_status',
  'app-version',
  'oci-digest',
]);
const ACTORS = new Set([
  'actor',
  'author',
  'user',
  'promotedby',
  'triggeredby',
  'deployedby',
]);
const PIPELINES = new Set([
  'pipeline',
  'pipelineid',
  'build',
  'buildid',
  'run',
  'runid',
  'deploymentid',
  'releaseid',
]);
const PIPELINE_URLS = new Set(['pipelineurl', 'buildurl', 'runurl']);
const CHANGES = new Set([
  'changerequest',
  'changerequesturl',
  'pullrequest',
  'pullrequesturl',
  'mergerequest',
  'mergerequesturl',
  'pr',
  'mr',
]);
const LONGEST_ACTOR = 200;

/**
 * The hint in an event: from `event.toolkit.fluxcd.io/…` annotations of the object (RFC-0008), from `eventMetadata` of the Alert, or
 * from `commit`, which newer controllers set. Undefined where the event tells no name that the watch does not.
 *
 * Which keys are read, whatever their case and dashes: `commit`; `actor`, `author`, `user`, `promoted-by`, `triggered-by`; `image`;
 * `pipeline`, `build`, `run`, `deploymentID`, `releaseID`, with `…-id` and `…-url`; `change_request`, `pull-request`, `merge-request`.
 *
 * @public
 */
export function hintOf({ metadata }: FluxEvent): FluxHint | undefined {
  const revision = metadata.get('revision');
  if (!revision) {
    return undefined;
  }
  const own = [...metadata].filter(([key]) => !OWN.has(key));
  const identifiers = distinct(
    own.flatMap(([key, value]) => named(plain(key), value)),
  );
  const actor = own.find(
    ([key, value]) => ACTORS.has(plain(key)) && value,
  )?.[1];
  if (identifiers.length === 0 && !actor) {
    return undefined;
  }
  return {
    revision,
    identifiers,
    ...(actor && {
      actor: {
        name: actor.slice(0, LONGEST_ACTOR),
        type: 'unknown',
        trust: 'claimed',
      } satisfies Actor,
    }),
    metadata: Object.fromEntries(own.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function named(key: string, value: string): Identifier[] {
  if (!value) {
    return [];
  }
  if (key === 'commit') {
    const { commit } = parseRevision(value);
    const hex = commit ?? (/^[0-9a-f]{7,64}$/i.test(value) ? value : undefined);
    return hex ? [name('commit', hex.toLowerCase())] : [];
  }
  if (key === 'image') {
    return identifiersOfImage(value).map(each => ({
      ...each,
      how: 'eventMetadata',
    }));
  }
  if (PIPELINES.has(key)) {
    return isHttpUrl(value)
      ? [name('pipelineUrl', comparableUrl(value))]
      : [name('pipeline', value)];
  }
  if (PIPELINE_URLS.has(key)) {
    return isHttpUrl(value) ? [name('pipelineUrl', comparableUrl(value))] : [];
  }
  if (CHANGES.has(key)) {
    return isHttpUrl(value) ? [name('change', comparableUrl(value))] : [];
  }
  return [];
}

function name(kind: IdentifierKind, value: string): Identifier {
  return { kind, value, how: 'eventMetadata' };
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[-_.]/g, '');
}
