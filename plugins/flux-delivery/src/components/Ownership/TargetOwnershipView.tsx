import Paper from '@material-ui/core/Paper';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { TargetOwnership } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';
import { Section } from '../Section';
import { BelongingsView } from './BelongingsView';
import { GapView } from './GapView';
import { ObjectName } from './ObjectName';
import { OnCallView } from './OnCallView';
import { PartlySeenView } from './PartlySeenView';
import { SegmentOwners } from './SegmentOwners';
import { SourceOwners } from './SourceOwners';
import { useOwnershipStyles } from './useOwnershipStyles';

/** Everything about who owns one target of an entity; gaps first. */
export function TargetOwnershipView({ target }: { target: TargetOwnership }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { environment, cluster, applier, because, parents } = target;
  const name =
    environment === cluster
      ? cluster
      : t('ownership.target', { environment, cluster });
  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.box}
      aria-label={name}
    >
      <h3 className={classes.title}>{name}</h3>
      <p className={classes.line}>
        {applier ? (
          <>
            {t('ownership.applier')} <ObjectName object={applier} />
            {parents.map((parent, at) => (
              <span key={parent.name + parent.namespace}>
                {at === 0 ? `, ${t('ownership.parents')} ` : ', '}
                <ObjectName object={parent} />
              </span>
            ))}
          </>
        ) : (
          t('ownership.noApplier')
        )}
        .
      </p>
      <p className={`${classes.line} ${classes.quiet}`}>
        {t('ownership.foundBy', { because: because[0] })}
      </p>
      {target.gaps.length > 0 && (
        <MessagePanel
          title={t('ownership.gaps', { count: target.gaps.length })}
        >
          {target.gaps.map(gap => (
            <GapView key={gap.id} gap={gap} />
          ))}
        </MessagePanel>
      )}
      {target.partlySeen.map(each => (
        <PartlySeenView key={each.summary} partial={each} />
      ))}
      <Section title={t('ownership.onCall.title')}>
        <OnCallView onCall={target.onCall} />
      </Section>
      <Section title={t('ownership.owners')}>
        <SegmentOwners segments={target.segments} handoffs={target.handoffs} />
      </Section>
      {target.sources.length > 0 && (
        <Section title={t('ownership.sources')}>
          <SourceOwners sources={target.sources} />
        </Section>
      )}
      {target.belongings && (
        <Section title={t('ownership.belongings')}>
          <BelongingsView belongings={target.belongings} />
        </Section>
      )}
    </Paper>
  );
}
