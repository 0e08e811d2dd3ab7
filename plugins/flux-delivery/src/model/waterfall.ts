import type {
  DeliveryDto,
  Segment,
} from 'backstage-plugin-flux-delivery-common';
import type { Translate } from '../translation';
import { formatAge } from './formatAge';
import { formatDuration } from './formatDuration';

/** One piece of the bar. */
export interface WaterfallPart {
  segments: Segment[];
  /** Of the whole bar, in percent. */
  share: number;
  role: 'done' | 'failed' | 'open' | 'last';
}

/** Narrower than this nothing can be seen. */
const SMALLEST = 4;

/** The bar: each span that took time, as wide as it took long, but none too narrow to be seen. Empty where no time is known. */
export function waterfallParts(
  { spans: told, openSpan, outcome, finishedAt }: DeliveryDto,
  now: number,
): WaterfallPart[] {
  const spans = told.filter(span => span.seconds > 0);
  const seconds = spans.map(span => span.seconds);
  const roles: WaterfallPart['role'][] = spans.map((_, index) => {
    if (index < spans.length - 1 || openSpan) {
      return 'done';
    }
    return outcome === 'failed' && finishedAt ? 'failed' : 'last';
  });
  const segments = spans.map(span => span.segments);
  if (openSpan) {
    seconds.push(Math.max(0, (now - Date.parse(openSpan.from)) / 1000));
    roles.push('open');
    segments.push(openSpan.segments);
  }
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const wide = seconds.map(each =>
    Math.max(SMALLEST, total > 0 ? (each / total) * 100 : 0),
  );
  const sum = wide.reduce((whole, each) => whole + each, 0);
  return wide.map((share, index) => ({
    segments: segments[index],
    share: (share / sum) * 100,
    role: roles[index],
  }));
}

/** The same in words: `4 min: 40 s promotion · 35 s reconcile · 2 min 50 s rollout`. */
export function waterfallText(
  delivery: DeliveryDto,
  now: number,
  t: Translate,
): string {
  const { spans, totalSeconds, openSpan } = delivery;
  const named = (segments: readonly Segment[]) =>
    segments.map(each => t(`segment.${each}`).toLowerCase()).join(' + ');
  const parts = spans
    .filter(({ seconds }) => seconds > 0)
    .map(({ segments, seconds }) =>
      t('history.part', {
        duration: formatDuration(seconds, t),
        segments: named(segments),
      }),
    );
  const open =
    openSpan &&
    t('history.soFar', {
      segment: named(openSpan.segments),
      age: formatAge(openSpan.from, now, t) ?? '',
    });
  if (parts.length === 0) {
    return (
      open ?? (spans.length > 0 ? formatDuration(0, t) : t('history.noTimes'))
    );
  }
  const done =
    parts.length === 1
      ? parts[0]
      : t('history.total', {
          total: formatDuration(totalSeconds, t),
          parts: parts.join(' · '),
        });
  return [done, open].filter(Boolean).join(' · ');
}
