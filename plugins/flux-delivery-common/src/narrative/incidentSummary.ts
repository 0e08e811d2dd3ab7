import { firstDivergence } from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { Evidence } from '../divergence/SegmentVerdict';
import { displayRef } from '../kube/ObjectRef';
import { isHttpUrl } from '../kube/isHttpUrl';
import { codeBlock, escapeMarkdown } from './asNarrative';
import { describePath } from './describePath';
import { identifiersOf } from './identifiers';
import { NARRATIVE_CLAUSES, type ToldTarget } from './Narrative';
import { tellResponder } from './tellDivergence';
import { titleOf, utcAndLocal } from './words';

/**
 * What an incident summary is made of.
 *
 * @public
 */
export interface IncidentOptions {
  /** `component:default/payments-api` */
  title: string;
  /** RFC 3339: the instant that the verdicts hold for. */
  observedAt: string;
  /** Minutes that the reader's clock is ahead of UTC. */
  offsetMinutes: number;
  /** Only http and https come out. */
  links?: readonly { title: string; url: string }[];
}

const MOST_EVIDENCE = 12;

/**
 * An incident as Markdown, to paste into a ticket or a chat: what is the case, since when (UTC and local), identifiers, evidence
 * and links. Targets without a divergence are named in its first lines only.
 *
 * @public
 */
export function incidentSummary(
  told: readonly ToldTarget[],
  options: IncidentOptions,
): string {
  const { title, observedAt, offsetMinutes, links = [] } = options;
  const { clauses } = describePath(title, told);
  const safe = links.filter(({ url }) => isHttpUrl(url));
  return [
    `# ${escapeMarkdown(title)}`,
    '',
    `Observed ${utcAndLocal(observedAt, offsetMinutes)}.`,
    '',
    ...NARRATIVE_CLAUSES.map(
      clause => `- **${clause}:** ${escapeMarkdown(clauses[clause])}`,
    ),
    ...told.flatMap(one => incidentOf(one, offsetMinutes)),
    ...(safe.length > 0 ? ['', '## Links', ''] : []),
    ...safe.map(link => `- [${escapeMarkdown(link.title)}](<${link.url}>)`),
    '',
  ].join('\n');
}

function incidentOf(
  { target, responder, ...more }: ToldTarget,
  offsetMinutes: number,
): string[] {
  const divergence =
    more.divergence === undefined
      ? firstDivergence(target.segments)
      : more.divergence;
  if (!divergence) {
    return [];
  }
  const { segment, class: failure, since, rootCause, message } = divergence;
  const facts = [
    ['Divergence', [segment, failure].filter(Boolean).join(', ')],
    ['Since', since ? utcAndLocal(since, offsetMinutes) : 'not told'],
    ...(rootCause
      ? [['Root cause', `${displayRef(rootCause)} on ${rootCause.cluster}`]]
      : []),
    ...(responder ? [['Whose move', tellResponder(responder)]] : []),
    ...identifiersOf(target),
  ];
  return [
    '',
    `## ${escapeMarkdown(titleOf(target))}`,
    '',
    ...facts.map(([label, value]) => `- ${label}: ${escapeMarkdown(value)}`),
    ...(message ? ['', codeBlock(message)] : []),
    ...evidenceOf(target, segment, offsetMinutes),
  ];
}

function evidenceOf(
  { segments }: JudgedTarget,
  of: string,
  offsetMinutes: number,
): string[] {
  const evidence: Evidence[] =
    segments.find(({ segment }) => segment === of)?.evidence ?? [];
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
              `${displayRef(object)} ${field} = ${value} (${utcAndLocal(
                observedAt,
                offsetMinutes,
              )})`,
            ),
          )
          .map(line => `- ${line}`),
      ];
}
