import type { JudgedTarget } from '../divergence/JudgedTarget';
import { parseImage } from '../kube/imageReference';
import { fromMillis, toMillis } from '../kube/time';
import { describeRef } from '../paths/describeRef';

/** `a, b and c`; of many the first ones, and how many more there are. */
export function listed(items: readonly string[], most = 6): string {
  const shown =
    items.length > most
      ? [...items.slice(0, most), `${items.length - most} more`]
      : items;
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}

/** Text as one sentence: one line, with a full stop at its end. */
export function sentence(text: string): string {
  const line = oneLine(text);
  return line === '' || /[.!?…]$/.test(line) ? line : `${line}.`;
}

/** Text on one line. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** The controller's own words, cut to what a person reads. */
export function quoted(message: string, longest = 300): string {
  const line = oneLine(message);
  return `“${line.length > longest ? `${line.slice(0, longest)}…` : line}”`;
}

/** `2026-11-21 06:00:00 UTC`; the text itself where it is no instant. */
export function utc(rfc3339: string): string {
  const millis = toMillis(rfc3339);
  return millis === undefined ? rfc3339 : `${clockOf(fromMillis(millis))} UTC`;
}

/**
 * An instant in UTC and as the clock of a person showed it who is `offsetMinutes` ahead of UTC.
 */
export function utcAndLocal(rfc3339: string, offsetMinutes: number): string {
  const millis = toMillis(rfc3339);
  if (millis === undefined) {
    return rfc3339;
  }
  const local = clockOf(fromMillis(millis + offsetMinutes * 60_000));
  const [hours, minutes] = [
    Math.trunc(Math.abs(offsetMinutes) / 60),
    Math.abs(offsetMinutes) % 60,
  ].map(part => String(part).padStart(2, '0'));
  return `${utc(rfc3339)} (${local} UTC${
    offsetMinutes < 0 ? '-' : '+'
  }${hours}:${minutes})`;
}

function clockOf(rfc3339: string): string {
  return rfc3339.slice(0, 'yyyy-mm-ddThh:mm:ss'.length).replace('T', ' ');
}

/** `api:1.8.3`, `api@sha256:5a1c0f2`: the image without its registry. */
export function imageInWords(image: string): string {
  const { repository, tag, digest } = parseImage(image);
  const name = repository.split('/').pop();
  if (!name) {
    return image;
  }
  if (tag) {
    return `${name}:${tag}`;
  }
  return digest ? `${name}@${digest.slice(0, 14)}` : name;
}

/** `prod on prod-eu, Kustomization flux-system/payments-api`. */
export function titleOf({
  environment,
  cluster,
  applierRef,
  workloads,
}: JudgedTarget): string {
  const [first] = workloads;
  const ref = applierRef ?? first?.ref;
  return `${environment} on ${cluster}${ref ? `, ${describeRef(ref)}` : ''}`;
}
