import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTicking } from '../hooks/useClock';
import { formatAgo, formatExact } from '../model/formatAge';
import { fluxDeliveryTranslationRef } from '../translation';
import type { Translate } from '../translation';

/** `2 min ago`, kept true; the exact time on hover. */
export function Ago({ at }: { at: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const text = useTicking(now => formatAgo(at, now, t));
  return (
    <time dateTime={at} title={formatExact(at, t)}>
      {text ?? at}
    </time>
  );
}

/** Any phrase that depends on the time, kept true. */
export function TickingText({
  read,
}: {
  read: (now: number, t: Translate) => string;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return <>{useTicking(now => read(now, t))}</>;
}
