import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Popover from '@material-ui/core/Popover';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetFacet } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { Pill } from './Pill';

/** From so many values on there is a box to find one. */
const MANY = 9;

const useStyles = makeStyles(
  theme => ({
    paper: {
      padding: theme.spacing(1.5),
      width: 300,
      maxWidth: 'calc(100vw - 32px)',
    },
    list: {
      display: 'flex',
      flexDirection: 'column',
      maxHeight: 320,
      overflowY: 'auto',
    },
    option: { margin: 0, overflowWrap: 'anywhere' },
    label: { fontFamily: 'inherit', fontSize: 14 },
    search: { marginBottom: theme.spacing(1) },
  }),
  { name: 'FluxDeliveryFilterMenu' },
);

/** One dimension of the filter: what is chosen, and on demand what there is to choose. Within one, any value will do. */
export function FilterMenu({
  what,
  facets,
  chosen,
  nameOf = value => value,
  onChange,
}: {
  /** What the dimension is called. */
  what: string;
  facets: readonly FleetFacet[];
  chosen: readonly string[];
  nameOf?: (value: string) => string;
  onChange: (values: string[]) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [text, setText] = useState('');
  const options = withChosen(facets, chosen);
  const wanted = text.trim().toLocaleLowerCase();
  const shown = options.filter(
    ({ value }) =>
      !wanted ||
      value.toLocaleLowerCase().includes(wanted) ||
      nameOf(value).toLocaleLowerCase().includes(wanted),
  );
  const close = () => {
    setAnchor(null);
    setText('');
  };
  return (
    <>
      <Pill
        isOn={chosen.length > 0}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {summaryOf()} <span aria-hidden="true">▾</span>
      </Pill>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        PaperProps={{
          className: classes.paper,
          role: 'dialog',
          'aria-label': t('fleet.filter.hint', { what }),
        }}
      >
        {options.length >= MANY && (
          <TextField
            fullWidth
            size="small"
            variant="outlined"
            className={classes.search}
            id="flux-delivery-filter-search"
            label={t('fleet.filter.search', { what })}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
        {shown.length === 0 && <div>{t('fleet.filter.none')}</div>}
        <div className={classes.list}>
          {shown.map(({ value, services }) => (
            <FormControlLabel
              key={value}
              title={value}
              className={classes.option}
              classes={{ label: classes.label }}
              label={`${nameOf(value)} · ${services}`}
              control={
                <Checkbox
                  size="small"
                  color="primary"
                  checked={chosen.includes(value)}
                  onChange={({ target }) =>
                    onChange(
                      target.checked
                        ? [...chosen, value]
                        : chosen.filter(each => each !== value),
                    )
                  }
                />
              }
            />
          ))}
        </div>
        {chosen.length > 0 && (
          <PlainButton
            onClick={() => {
              onChange([]);
              close();
            }}
          >
            {t('fleet.filter.clearOne', { what })}
          </PlainButton>
        )}
      </Popover>
    </>
  );

  function summaryOf(): string {
    if (chosen.length === 0) {
      return what;
    }
    return chosen.length === 1
      ? t('fleet.filter.chosen', { what, value: nameOf(chosen[0]) })
      : t('fleet.filter.chosenMany', { what, n: String(chosen.length) });
  }
}

/** What is chosen can be taken back also where no service has it any more. */
function withChosen(
  facets: readonly FleetFacet[],
  chosen: readonly string[],
): FleetFacet[] {
  const missing = chosen.filter(
    value => !facets.some(facet => facet.value === value),
  );
  return [...missing.map(value => ({ value, services: 0 })), ...facets];
}
