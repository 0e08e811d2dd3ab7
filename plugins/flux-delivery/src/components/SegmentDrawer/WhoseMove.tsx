import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  DivergenceDto,
  SegmentDto,
} from 'backstage-plugin-flux-delivery-common';
import type { ReactNode } from 'react';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Owner } from '../Owner';
import { Section } from '../Section';
import { Term } from '../Term/Term';

const useStyles = makeStyles(
  theme => ({
    line: { margin: theme.spacing(0, 0, 0.5), overflowWrap: 'anywhere' },
    quiet: { color: quietInk(theme) },
  }),
  { name: 'FluxDeliveryWhoseMove' },
);

/** Who owns the segment; where reality first differs, who responds first, who rolls back and who fixes, and who owns the policy that refused. */
export function WhoseMove({
  segment,
  divergence,
}: {
  segment: SegmentDto;
  /** Of this segment. */
  divergence?: DivergenceDto;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { policy } = divergence ?? {};
  const isKnown = segment.owner || segment.unowned;
  if (!divergence && !isKnown) {
    return null;
  }
  return (
    <Section title={t('move.title')}>
      {divergence && (
        <Line
          label={<Term word="first responder">{t('move.first')}</Term>}
          because={divergence.because}
        >
          <Owner
            owner={divergence.firstResponder}
            claimed={divergence.responderClaimed}
            withContacts
          />
        </Line>
      )}
      {divergence?.rollbackOwner && (
        <Line
          label={<Term word="rollback owner">{t('move.rollback')}</Term>}
          because={divergence.rollbackOwner.because}
        >
          <Owner
            owner={divergence.rollbackOwner.owner}
            // Not the same links twice.
            withContacts={
              divergence.rollbackOwner.owner !== divergence.firstResponder
            }
          />
        </Line>
      )}
      {divergence?.fixOwner && (
        <Line
          label={<Term word="fix owner">{t('move.fix')}</Term>}
          because={divergence.fixOwner.because}
        >
          <Owner owner={divergence.fixOwner.owner} />
        </Line>
      )}
      {policy && (
        <Line label={t('move.policy', policy)} because={policy.because}>
          {t('move.policyOwner')} <Owner owner={policy.owner} />
        </Line>
      )}
      {isKnown && (
        <Line
          label={t('move.owner', { segment: t(`segment.${segment.segment}`) })}
          because={segment.ownerBecause}
        >
          <Owner owner={segment.owner} withContacts={!divergence} />
        </Line>
      )}
    </Section>
  );
}

function Line({
  label,
  because,
  children,
}: {
  label: ReactNode;
  because?: string;
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    // No paragraph: contacts are a list.
    <div className={classes.line}>
      <span className={classes.quiet}>{label}:</span> {children}
      {because && <span className={classes.quiet}> — {because}</span>}
    </div>
  );
}
