import type { TargetDto } from 'backstage-plugin-flux-delivery-common';
import type { Translate } from '../translation';
import { formatAge, formatAgo, formatClock } from './formatAge';
import { clusterName } from './clusterName';
import type { LayoutCell } from './pathLayout';

/** The second line of a cell: facts first, then how long ago. */
export function cellDetail(
  { segment, role, showRevision }: LayoutCell,
  now: number,
  t: Translate,
): string {
  const parts: (string | undefined)[] = [];
  const revision = segment.revision?.short;
  if (
    revision &&
    showRevision &&
    !`${segment.headline} ${segment.detail}`.includes(revision)
  ) {
    parts.push(
      segment.verdict === 'diverged' || segment.verdict === 'inProgress'
        ? t('cell.stillOn', { revision })
        : revision,
    );
  }
  parts.push(segment.detail);
  if (segment.at && segment.atWord === 'since') {
    parts.push(sinceText(segment.at, true, now, t));
  } else if (segment.at) {
    const ago = formatAgo(segment.at, now, t);
    const word = segment.headline.startsWith(segment.atWord ?? ' ')
      ? ''
      : segment.atWord;
    parts.push(ago && [word, ago].filter(Boolean).join(' '));
  } else if (segment.since && segment.verdict !== 'ok') {
    parts.push(sinceText(segment.since, segment.verdict === 'unknown', now, t));
  }
  if (segment.verdict === 'inProgress' && segment.expectedBy) {
    parts.push(
      t('cell.expectedBy', { time: formatClock(segment.expectedBy, now) }),
    );
  }
  if (role === 'firstDivergence' && segment.retryAt) {
    parts.push(t('cell.retryAt', { time: formatClock(segment.retryAt, now) }));
  }
  if (segment.verdict === 'unknown' && segment.lastKnown) {
    parts.push(t('cell.lastKnown', { what: segment.lastKnown.headline }));
  }
  return parts.filter(Boolean).join(' · ');
}

/** Ages where something goes on, a time of day where something went out of sight. */
function sinceText(
  since: string,
  asClock: boolean,
  now: number,
  t: Translate,
): string | undefined {
  if (asClock) {
    return t('cell.since', { age: formatClock(since, now) });
  }
  const age = formatAge(since, now, t);
  return age && t('cell.forAge', { age });
}

/** What a screen reader says for a cell: where, what, and the sentence that explains it. No ages, they would change under the reader. */
export function cellName(
  { segment, covers, role }: LayoutCell,
  environment: string,
  target: TargetDto,
  t: Translate,
): string {
  const first = t(`segment.${covers[0]}`);
  const word = t(`verdict.${segment.verdict}`);
  let verdict: string = word;
  if (role === 'firstDivergence') {
    verdict = t('name.first', { verdict: word });
  } else if (segment.consequenceOf) {
    verdict = t('name.consequence', {
      verdict: word,
      segment: t(`segment.${segment.consequenceOf}`),
    });
  }
  return t('name.cell', {
    environment,
    cluster: clusterName(target.cluster, t),
    segment:
      covers.length > 1
        ? t('name.span', {
            first,
            last: t(`segment.${covers[covers.length - 1]}`),
          })
        : first,
    verdict,
    summary: segment.summary.replace(/([^.!?])$/, '$1.'),
  });
}
