import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntityList } from '@backstage/plugin-catalog-react';
import type { DefaultEntityFilters } from '@backstage/plugin-catalog-react';
import { FLEET_STATES } from 'backstage-plugin-flux-delivery-common';
import type { FleetState } from 'backstage-plugin-flux-delivery-common';
import { useEffect, useState } from 'react';
import { useRefsInStates } from '../../hooks/useRefsInStates';
import { verdictOf } from '../../model/fleetRow';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { DeliveryStateFilter } from './DeliveryStateFilter';

/** The key of the filter among those of the list, and of its values in the address. */
const KEY = 'deliveryState';

type Filters = DefaultEntityFilters & { [KEY]?: DeliveryStateFilter };

const useStyles = makeStyles(
  theme => ({
    title: { margin: theme.spacing(1, 0, 0.5), fontWeight: 700, fontSize: 14 },
    list: { display: 'flex', flexDirection: 'column' },
    option: { margin: 0 },
    box: { padding: theme.spacing(0.5) },
    label: { fontFamily: 'inherit', fontSize: 14 },
    quiet: { color: quietInk(theme), fontSize: 12 },
  }),
  { name: 'FluxDeliveryStatePicker' },
);

/**
 * Filters the list of the catalog by the state of delivery.
 *
 * @public
 */
export function FluxDeliveryStatePicker() {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { updateFilters, queryParameters, filters } = useEntityList<Filters>();
  const asked = [queryParameters[KEY] ?? []].flat().filter(isState).join();
  const [states, setStates] = useState(() => statesIn(asked));
  useEffect(() => setStates(statesIn(asked)), [asked]);
  const key = states.join();
  const state = useRefsInStates(key);
  const refs = state.type === 'ready' ? state.value.join(' ') : undefined;

  useEffect(() => {
    if (!key) {
      updateFilters({ [KEY]: undefined } as Partial<Filters>);
    } else if (refs !== undefined) {
      updateFilters({
        [KEY]: new DeliveryStateFilter(
          statesIn(key),
          refs.split(' ').filter(Boolean),
        ),
      } as Partial<Filters>);
    }
  }, [key, refs, updateFilters]);

  return (
    <div role="group" aria-label={t('fleet.states.label')}>
      <div className={classes.title}>{t('fleet.picker.title')}</div>
      <div className={classes.list}>
        {FLEET_STATES.map(each => (
          <FormControlLabel
            key={each}
            className={classes.option}
            classes={{ label: classes.label }}
            label={
              <>
                <Glyph appearance={verdictAppearance(verdictOf(each))} />{' '}
                {t(`verdict.${verdictOf(each)}`)}
              </>
            }
            control={
              <Checkbox
                size="small"
                color="primary"
                className={classes.box}
                checked={states.includes(each)}
                onChange={({ target }) =>
                  setStates(
                    FLEET_STATES.filter(other =>
                      other === each ? target.checked : states.includes(other),
                    ),
                  )
                }
              />
            }
          />
        ))}
      </div>
      {filters[KEY]?.isWhole === false && (
        <div className={classes.quiet} role="status">
          {t('fleet.picker.partly')}
        </div>
      )}
      {state.type === 'error' && key && (
        <div className={classes.quiet} role="alert">
          {t('fleet.column.failed', { error: state.error.message })}
        </div>
      )}
    </div>
  );
}

function statesIn(text: string): FleetState[] {
  return text.split(',').filter(isState);
}

function isState(value: string): value is FleetState {
  return FLEET_STATES.includes(value as FleetState);
}
