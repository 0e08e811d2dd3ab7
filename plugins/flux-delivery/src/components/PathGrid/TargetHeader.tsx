import ButtonBase from '@material-ui/core/ButtonBase';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  EnvironmentDto,
  RecordedDivergence,
} from 'backstage-plugin-flux-delivery-common';
import { clusterName } from '../../model/clusterName';
import type { LayoutRow } from '../../model/pathLayout';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Translate } from '../../translation';
import { useGridStyles } from './useGridStyles';

/** Names a row, and opens what is behind it below the grid. The environment is told to the eye once, on its first row. */
export function TargetHeader({
  row,
  environment,
  isFirst,
  isSelected,
  detailsId,
  onSelect,
}: {
  row: LayoutRow;
  environment: EnvironmentDto;
  isFirst: boolean;
  isSelected: boolean;
  detailsId: string;
  onSelect: () => void;
}) {
  const classes = useGridStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { target } = row;
  const { applier, binding } = target;
  const cluster = clusterName(target.cluster, t);
  const mark = markOf(target.recordedDivergence, t);
  const name = t('name.row', {
    environment: environment.name,
    cluster: [cluster, applier?.name].filter(Boolean).join(', '),
    verdict: t(`verdict.${row.verdict}`),
  });
  return (
    <ButtonBase
      disableRipple
      className={classes.targetButton}
      aria-label={mark ? `${name} ${mark}` : name}
      aria-expanded={isSelected}
      aria-controls={isSelected ? detailsId : undefined}
      onClick={onSelect}
    >
      {isFirst && (
        <span className={classes.names}>
          <span className={classes.environment}>{environment.name}</span>
          {environment.pinned && (
            <span className={classes.badge}>{t('grid.pinned')}</span>
          )}
        </span>
      )}
      <span className={classes.names}>
        <span className={classes.cluster} title={target.clusterTitle}>
          {cluster}
        </span>
        {binding === 'inferred' && (
          <span className={classes.badge}>{t('grid.inferred')}</span>
        )}
      </span>
      <span
        className={classes.applier}
        title={applier && `${applier.namespace}/${applier.name}`}
      >
        {applier && (
          <>
            <span className={classes.badge} title={applier.kind}>
              {applier.kind.charAt(0)}
            </span>{' '}
          </>
        )}
        {applier ? applier.name : t('grid.notByFlux')}
      </span>
      {mark && <span className={classes.mark}>{mark}</span>}
    </ButtonBase>
  );
}

/** That a person spoke of the divergence of now; what was said of an earlier one stands only in its triage. */
function markOf(
  recorded: RecordedDivergence | null | undefined,
  t: Translate,
): string | undefined {
  if (!recorded || recorded.stale) {
    return undefined;
  }
  const { segment, confirms } = recorded;
  const point =
    segment === 'none' ? t('triage.nowhere') : t(`segment.${segment}`);
  return t(confirms ? 'triage.markConfirmed' : 'triage.markCorrected', {
    point,
  });
}
