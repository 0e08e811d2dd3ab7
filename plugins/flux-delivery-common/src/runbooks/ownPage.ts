import { isHttpUrl } from '../kube/isHttpUrl';
import type { ObjectRef } from '../kube/ObjectRef';
import {
  describeMatch,
  matchesSegment,
  type SegmentSubject,
} from '../ownership/matchesSegment';
import { subjectOfRef, subjectsOf } from '../ownership/subjects';
import { matchesGlob } from '../paths/glob';
import type { Runbook, RunbookInput, RunbookMatch } from './Runbook';

/** A page of the adopter, and why this one. */
export type Page = Pick<Runbook, 'url' | 'urlBecause'>;

/**
 * What a page of the adopter is chosen by, beside the objects.
 *
 * @public
 */
export type PageRules = Pick<RunbookInput, 'rules' | 'owners' | 'entityUrl'>;

/** The adopter's own page: that of the entity, else the first rule that matches the object or its segment. */
export function ownPage(input: RunbookInput): Page {
  const { target, segment, class: failure } = input;
  const ref = input.object ?? target.applierRef ?? target.workloads[0]?.ref;
  const subjects = [
    ...(ref ? [subjectOfRef(ref, target, segment, failure)] : []),
    ...subjectsOf(target, segment, failure),
  ];
  return pageFor(input, subjects, ref);
}

/** The same for objects of which only that much is known. */
export function pageFor(
  { rules = [], owners, entityUrl }: PageRules,
  subjects: readonly SegmentSubject[],
  ref?: ObjectRef,
): Page {
  if (entityUrl && isHttpUrl(entityUrl)) {
    return { url: entityUrl, urlBecause: 'the entity names it' };
  }
  for (const [index, { match, url }] of rules.entries()) {
    const alternative = match.find(
      candidate =>
        isOwned(candidate.owner, owners) &&
        subjects.some(subject => matchesSegment(candidate, subject)),
    );
    const page = alternative && filled(url, ref);
    if (page && isHttpUrl(page)) {
      return {
        url: page,
        urlBecause: `fluxDelivery.runbooks[${index}]: ${inWords(alternative)}`,
      };
    }
  }
  return {};
}

function isOwned(pattern: string | undefined, owners: readonly string[] = []) {
  return (
    pattern === undefined || owners.some(owner => matchesGlob(pattern, owner))
  );
}

function inWords({ owner, ...match }: RunbookMatch): string {
  const isAlone = owner !== undefined && Object.keys(match).length === 0;
  return [
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    ...(isAlone ? [] : [describeMatch(match)]),
  ].join(', ');
}

/** Undefined where something is to be filled in and nothing is known of the object. */
function filled(
  template: string,
  ref: ObjectRef | undefined,
): string | undefined {
  if (!ref) {
    return template.includes('{') ? undefined : template;
  }
  const { cluster, namespace, kind, name } = ref;
  return Object.entries({ cluster, namespace, kind, name }).reduce(
    (text, [key, value]) =>
      text.split(`{${key}}`).join(encodeURIComponent(value)),
    template,
  );
}
