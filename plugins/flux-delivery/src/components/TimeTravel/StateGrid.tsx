import Paper from '@material-ui/core/Paper';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  EnvironmentAtDto,
  PathAtDto,
  TargetAtDto,
} from 'backstage-plugin-flux-delivery-common';
import { useClock } from '../../hooks/useClock';
import { deliveryTitle } from '../../model/deliveryText';
import { formatClock } from '../../model/formatAge';
import { stateCells } from '../../model/stateCells';
import { fluxDeliveryTranslationRef } from '../../translation';
import { GridHeader } from '../PathGrid/PathGrid';
import { useGridStyles } from '../PathGrid/useGridStyles';
import { StateCell } from './StateCell';

/** The grid of the path, of then: nothing in it can be opened, since evidence is of the present. */
export function StateGrid({ path }: { path: PathAtDto }) {
  const classes = useGridStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <Paper
      variant="outlined"
      role="table"
      aria-label={t('then.grid')}
      className={classes.table}
    >
      <GridHeader />
      {path.environments.map(environment => (
        <div
          key={environment.name}
          role="rowgroup"
          aria-label={environment.name}
        >
          {environment.targets.map((target, index) => (
            <StateRow
              key={target.targetId}
              environment={environment}
              target={target}
              isFirst={index === 0}
            />
          ))}
        </div>
      ))}
    </Paper>
  );
}

function StateRow({
  environment,
  target,
  isFirst,
}: {
  environment: EnvironmentAtDto;
  target: TargetAtDto;
  isFirst: boolean;
}) {
  const classes = useGridStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { now } = useClock();
  const { cluster, applier, applied, attempted, judgedAt } = target;
  return (
    <div role="row" className={classes.row}>
      <div role="rowheader" className={classes.target}>
        {isFirst && (
          <span className={classes.names}>
            <span className={classes.environment}>{environment.name}</span>
            {environment.pinned && (
              <span className={classes.badge}>{t('grid.pinned')}</span>
            )}
          </span>
        )}
        <span className={classes.cluster}>{cluster}</span>
        <span className={classes.applier}>
          {applier ? applier.name : t('grid.notByFlux')}
        </span>
        <span className={classes.mark}>
          {t('then.applied')}:{' '}
          <strong>
            {applied ? deliveryTitle(applied) : t('then.nothing')}
          </strong>
        </span>
        {attempted && (
          <span className={classes.mark}>
            {t('then.tried')}: <strong>{deliveryTitle(attempted)}</strong>
          </span>
        )}
        {judgedAt && (
          <span className={classes.applier}>
            {t('then.judgedAt', { time: formatClock(judgedAt, now()) })}
          </span>
        )}
      </div>
      {stateCells(target.segments).map(cell => (
        <StateCell
          key={cell.state.segment}
          cell={cell}
          environment={environment.name}
          cluster={cluster}
        />
      ))}
    </div>
  );
}
