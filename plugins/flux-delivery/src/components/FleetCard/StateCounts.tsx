import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FLEET_STATES } from 'backstage-plugin-flux-delivery-common';
import type {
  FleetDto,
  FleetFilter,
  FleetState,
} from 'backstage-plugin-flux-delivery-common';
import { useFleetLink } from './useFleetLink';
import { verdictOf } from '../../model/fleetRow';
import { verdictAppearance } from '../../model/statusAppearance';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      margin: theme.spacing(0, 0, 1),
      padding: 0,
      listStyle: 'none',
    },
  }),
  { name: 'FluxDeliveryStateCounts' },
);

/** How many services are in each state that there is; each leads to the list of them. */
export function StateCounts({
  counts,
  linked,
}: {
  counts: FleetDto['counts'];
  linked: FleetFilter;
}) {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {FLEET_STATES.filter(state => counts[state] > 0).map(state => (
        <li key={state}>
          <Count state={state} count={counts[state]} linked={linked} />
        </li>
      ))}
    </ul>
  );
}

function Count({
  state,
  count,
  linked,
}: {
  state: FleetState;
  count: number;
  linked: FleetFilter;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const link = useFleetLink({ ...linked, states: [state] });
  const words = t('fleet.states.count', {
    n: String(count),
    state: t(`verdict.${verdictOf(state)}`),
  });
  return (
    <>
      <Glyph appearance={verdictAppearance(verdictOf(state))} />{' '}
      {link ? <Link to={link}>{words}</Link> : words}
    </>
  );
}
