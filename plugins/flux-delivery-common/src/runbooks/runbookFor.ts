import { failureClass } from '../classes/FailureClass';
import type { Plane } from '../divergence/SegmentVerdict';
import { isHttpUrl } from '../kube/isHttpUrl';
import type { ObjectRef } from '../kube/ObjectRef';
import { matchesGlob } from '../paths/glob';
import { describeMatch, matchesSegment } from '../ownership/matchesSegment';
import { subjectOfRef, subjectsOf } from '../ownership/subjects';
import { stepsFor } from './classChecks';
import type {
  Runbook,
  RunbookCheck,
  RunbookInput,
  RunbookMatch,
} from './Runbook';
import { termsOf } from './Terms';

const PLANES: readonly Plane[] = ['control', 'data'];

/**
 * What to look at for a divergence, in order, with the commands for exactly these objects. Control plane before data plane: what
 * was never applied cannot have rolled out.
 *
 * @public
 */
export function runbookFor(input: RunbookInput): Runbook {
  const { class: failure, segment } = input;
  const terms = termsOf(input);
  const found = stepsFor(
    failure,
    segment,
    input.rootCause !== undefined,
  ).flatMap(step => step(terms) ?? []);
  const own = ownPage(input);
  return {
    ...(failure && { class: failure }),
    segment,
    meaning:
      (failure && failureClass(failure)?.meaning) ??
      'The class of this failure is not known.',
    ...own,
    checks: PLANES.flatMap(plane =>
      unique(found.filter(check => check.plane === plane)),
    ),
  };
}

/** Nobody runs a command twice. */
function unique(checks: readonly RunbookCheck[]): RunbookCheck[] {
  const seen = new Set<string>();
  return checks.filter(({ title, command = title }) => {
    const isNew = !seen.has(command);
    seen.add(command);
    return isNew;
  });
}

/** The adopter's own page: that of the entity, else the first rule that matches the object or its segment. */
function ownPage(input: RunbookInput): Pick<Runbook, 'url' | 'urlBecause'> {
  const { entityUrl, rules = [], target, segment, class: failure } = input;
  if (entityUrl && isHttpUrl(entityUrl)) {
    return { url: entityUrl, urlBecause: 'the entity names it' };
  }
  const ref = input.object ?? target.applierRef ?? target.workloads[0]?.ref;
  const subjects = [
    ...(ref ? [subjectOfRef(ref, target, segment, failure)] : []),
    ...subjectsOf(target, segment, failure),
  ];
  for (const [index, { match, url }] of rules.entries()) {
    const alternative = match.find(
      candidate =>
        isOwned(candidate.owner, input.owners) &&
        subjects.some(subject => matchesSegment(candidate, subject)),
    );
    const page = alternative && filled(url, ref);
    if (page && isHttpUrl(page)) {
      return {
        url: page,
        urlBecause: `fluxDelivery.runbooks[${index}]: ${describeRunbookMatch(
          alternative,
        )}`,
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

function describeRunbookMatch({ owner, ...match }: RunbookMatch): string {
  const isAlone = owner !== undefined && Object.keys(match).length === 0;
  return [
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    ...(isAlone ? [] : [describeMatch(match)]),
  ].join(', ');
}

function filled(template: string, ref: ObjectRef | undefined): string {
  const { cluster, namespace, kind, name } = ref ?? {
    cluster: '',
    namespace: '',
    kind: '',
    name: '',
  };
  return Object.entries({ cluster, namespace, kind, name }).reduce(
    (text, [key, value]) =>
      text.split(`{${key}}`).join(encodeURIComponent(value)),
    template,
  );
}
