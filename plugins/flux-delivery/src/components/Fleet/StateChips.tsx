import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  FleetDto,
  FleetState,
} from 'backstage-plugin-flux-delivery-common';
import { verdictOf } from '../../model/fleetRow';
import { verdictAppearance } from '../../model/statusAppearance';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Pill } from './Pill';

/** As people look: what is wrong, what moves, what waits, what nobody knows, what is well. */
const ORDER: readonly FleetState[] = [
  'diverged',
  'inProgress',
  'suspended',
  'unknown',
  'ok',
];

const useStyles = makeStyles(
  theme => ({
    chips: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.75) },
  }),
  { name: 'FluxDeliveryStateChips' },
);

/** How many services are in each state; each a filter that is on or off. Unknown is dashed, and never part of another. */
export function StateChips({
  counts,
  chosen,
  onChange,
}: {
  counts: FleetDto['counts'];
  chosen: readonly FleetState[];
  onChange: (states: FleetState[]) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <div
      role="group"
      aria-label={t('fleet.states.label')}
      className={classes.chips}
    >
      {ORDER.map(state => {
        const isOn = chosen.includes(state);
        return (
          <Pill
            key={state}
            isOn={isOn}
            // Nothing of a kind is nothing to look at.
            tone={
              counts[state] > 0 || isOn
                ? verdictAppearance(verdictOf(state)).tone
                : 'quiet'
            }
            isDashed={state === 'unknown'}
            aria-pressed={isOn}
            onClick={() =>
              onChange(
                isOn
                  ? chosen.filter(each => each !== state)
                  : [...chosen, state],
              )
            }
          >
            <b>{counts[state]}</b> {t(`verdict.${verdictOf(state)}`)}
          </Pill>
        );
      })}
    </div>
  );
}
