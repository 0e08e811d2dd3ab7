import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  BlindPart,
  ObservedSide,
  PartialObservability,
  Segment,
} from 'backstage-plugin-flux-delivery-common';
import { shortOwner } from '../../model/shortOwner';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Translate } from '../../translation';
import { Disclosure } from '../Disclosure';
import { MessagePanel } from '../MessagePanel';
import { Owner } from '../Owner';
import { useOwnershipStyles } from './useOwnershipStyles';

/** Two owners of whom neither alone can tell: what of whose part is hidden, why, and whose move it is to show it. */
export function PartlySeenView({ partial }: { partial: PartialObservability }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { interfaces, sides, untold } = partial;
  const [first, second] = sides.map(({ owner }) => shortOwner(owner));
  const steps = interfaces.map(({ from, to }) =>
    t('ownership.handoff', {
      from: t(`segment.${from}`),
      to: t(`segment.${to}`),
    }),
  );
  return (
    <MessagePanel
      verdict="unknown"
      title={t('ownership.partlySeen.title', { first, second })}
    >
      <p className={classes.line}>
        {t('ownership.partlySeen.at', { interfaces: steps.join(', ') })}
      </p>
      <ul className={classes.plainList}>
        {sides.map(side => (
          <Side key={side.owner} side={side} />
        ))}
      </ul>
      {untold.length > 0 && (
        <Disclosure label={t('ownership.partlySeen.untold')}>
          {untold.map(text => (
            <p key={text} className={classes.line}>
              {text}
            </p>
          ))}
        </Disclosure>
      )}
    </MessagePanel>
  );
}

function Side({ side: { owner, segments, unseen } }: { side: ObservedSide }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <li>
      <strong>{shortOwner(owner)}</strong>
      {unseen.length === 0 &&
        `: ${t('ownership.partlySeen.seen', {
          segments: namesOf(segments, t),
        })}`}
      {unseen.map(part => (
        <Hidden key={part.because} part={part} />
      ))}
    </li>
  );
}

function Hidden({ part }: { part: BlindPart }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { segments, because, toDo, by } = part;
  return (
    <div className={classes.line}>
      {t('ownership.partlySeen.hidden', {
        segments: namesOf(segments, t),
        because,
      })}
      <div className={classes.quiet}>
        {t('ownership.partlySeen.by')} <Owner owner={by.owner} />: {toDo}.
      </div>
    </div>
  );
}

function namesOf(segments: readonly Segment[], t: Translate): string {
  return segments.map(segment => t(`segment.${segment}`)).join(', ');
}
