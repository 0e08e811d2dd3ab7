import type { DeliveryPathDto, OwnerDto, TargetDto } from '../api/dto';
import type { Evidence, Segment } from '../divergence/SegmentVerdict';
import { displayRef } from '../kube/ObjectRef';
import { isHttpUrl } from '../kube/isHttpUrl';
import { describeRef } from '../paths/describeRef';
import { codeBlock, escapeMarkdown } from './asNarrative';
import { identifiersOf } from './identifiers';
import { NARRATIVE_CLAUSES, type Narrative } from './Narrative';
import { lastWorkedOf } from './tellSegment';
import { utcAndLocal } from './words';

/**
 * What an incident summary is made of.
 *
 * @public
 */
export interface IncidentOptions {
  /** By how many minutes the reader's clock is ahead of UTC at an instant: it may differ between two of them. */
  offsetMinutesAt: (rfc3339: string) => number;
  /** One target alone; without it the whole service. */
  targetId?: string;
  /** Beside those of the objects. Only http and https come out. */
  links?: readonly { title: string; url: string }[];
}

type TimeOf = (rfc3339: string) => string;

const MOST_EVIDENCE = 12;
const MOST_LINKS = 30;

/**
 * An incident as Markdown, to paste into a ticket or a chat: what is the case, since when (UTC and local), whose move it is and
 * how to reach them, identifiers, evidence and links. Of a whole service, targets without a divergence are in its first lines only.
 *
 * @public
 */
export function incidentSummary(
  path: DeliveryPathDto,
  { offsetMinutesAt, targetId, links = [] }: IncidentOptions,
): string {
  const time: TimeOf = instant =>
    utcAndLocal(instant, offsetMinutesAt(instant));
  const all = path.environments.flatMap(({ name, targets }) =>
    targets.map(target => ({ environment: name, target })),
  );
  const chosen = all.filter(
    ({ target }) => targetId === undefined || target.id === targetId,
  );
  const narrative =
    targetId !== undefined && chosen[0]
      ? chosen[0].target.narrative
      : path.narrative;
  const told = chosen.filter(
    ({ target }) => target.divergence || targetId !== undefined,
  );
  return [
    `# ${escapeMarkdown(path.entityRef)}`,
    '',
    `${escapeMarkdown(path.headline)}`,
    '',
    `Observed ${time(path.observedAt)}.`,
    '',
    ...clausesOf(narrative),
    ...told.flatMap(({ environment, target }) => [
      '',
      `## ${escapeMarkdown(titleOf(environment, target))}`,
      '',
      ...incidentOf(target, path.owners, time),
    ]),
    ...linksOf([...links, ...told.flatMap(({ target }) => linksIn(target))]),
    '',
  ].join('\n');
}

const LABELS = {
  promotion: 'Promotion',
  source: 'Source',
  change: 'What runs',
  rollout: 'Rollout',
  divergence: 'Divergence',
};

function clausesOf({ clauses }: Narrative): string[] {
  return NARRATIVE_CLAUSES.map(
    clause => `- **${LABELS[clause]}:** ${escapeMarkdown(clauses[clause])}`,
  );
}

function titleOf(
  environment: string,
  { cluster, applier, workloads }: TargetDto,
) {
  const ref = applier ?? workloads[0]?.ref;
  return `${environment} on ${cluster}${ref ? `, ${describeRef(ref)}` : ''}`;
}

function incidentOf(
  target: TargetDto,
  owners: DeliveryPathDto['owners'],
  time: TimeOf,
): string[] {
  const { divergence, segments } = target;
  const facts = [
    ...(divergence ? divergenceOf(divergence, target, owners, time) : []),
    ...identifiersOf(target),
  ];
  const evidence = divergence
    ? segments.find(({ segment }) => segment === divergence.segment)?.evidence
    : [];
  return [
    ...facts.map(([label, value]) => `- ${label}: ${escapeMarkdown(value)}`),
    ...(divergence?.message ? ['', codeBlock(divergence.message)] : []),
    ...evidenceIn(evidence ?? [], time),
  ];
}

function divergenceOf(
  divergence: NonNullable<TargetDto['divergence']>,
  { segments }: TargetDto,
  owners: DeliveryPathDto['owners'],
  time: TimeOf,
): [string, string][] {
  const { segment, class: failure, since, rootCause, runbook } = divergence;
  const { firstResponder, responderClaimed, because, unowned } = divergence;
  const { rollbackOwner, fixOwner } = divergence;
  const who = firstResponder ?? (unowned ? 'UNOWNED' : 'not told');
  const reach = firstResponder ? owners[firstResponder] : undefined;
  return [
    ['Divergence', [segment, failure].filter(Boolean).join(', ')],
    ['Since', since ? time(since) : notTold(segments, segment, time)],
    ...(rootCause
      ? ([
          ['Root cause', `${displayRef(rootCause)} on ${rootCause.cluster}`],
        ] as [string, string][])
      : []),
    [
      'First move',
      `${who}${responderClaimed ? ' (claimed, not verified)' : ''}${
        because ? `, because ${because}` : ''
      }`,
    ],
    ...contactsOf(reach),
    ...(rollbackOwner
      ? ([['Rollback', rollbackOwner.owner ?? 'UNOWNED']] as [string, string][])
      : []),
    ...(fixOwner
      ? ([['Fix', fixOwner.owner ?? 'UNOWNED']] as [string, string][])
      : []),
    ...(runbook?.url ? ([['Runbook', runbook.url]] as [string, string][]) : []),
  ];
}

function notTold(
  segments: TargetDto['segments'],
  segment: Segment,
  time: TimeOf,
): string {
  const worked = lastWorkedOf(segments, segment);
  return worked ? `not told; it last worked at ${time(worked)}` : 'not told';
}

function contactsOf(owner: OwnerDto | undefined): [string, string][] {
  if (owner?.exists === false) {
    return [['Contact', 'not in the catalog']];
  }
  return (owner?.contacts ?? []).map(({ title, url }) => [
    'Contact',
    url.includes(title) ? title : `${title} ${url}`,
  ]);
}

function evidenceIn(evidence: readonly Evidence[], time: TimeOf): string[] {
  return evidence.length === 0
    ? []
    : [
        '',
        'Evidence:',
        '',
        ...evidence
          .slice(0, MOST_EVIDENCE)
          .map(({ object, field, value, observedAt }) =>
            escapeMarkdown(
              `${displayRef(object)} ${field} = ${value} (${time(observedAt)})`,
            ),
          )
          .map(line => `- ${line}`),
        ...(evidence.length > MOST_EVIDENCE
          ? [`- and ${evidence.length - MOST_EVIDENCE} more`]
          : []),
      ];
}

function linksIn({ sources, parents, workloads, services, routes }: TargetDto) {
  return [...sources, ...parents, ...workloads, ...services, ...routes].flatMap(
    ({ ref, links = [] }) =>
      links.map(({ title, url }) => ({
        title: `${title}: ${displayRef(ref)} on ${ref.cluster}`,
        url,
      })),
  );
}

function linksOf(links: readonly { title: string; url: string }[]): string[] {
  const safe = [
    ...new Map(
      links
        .filter(({ url }) => isHttpUrl(url) && !/[<>]/.test(url))
        .map(link => [link.url, link]),
    ).values(),
  ].slice(0, MOST_LINKS);
  return safe.length === 0
    ? []
    : [
        '',
        '## Links',
        '',
        ...safe.map(
          ({ title, url }) => `- [${escapeMarkdown(title)}](<${url}>)`,
        ),
      ];
}
