import type { FleetRow } from 'backstage-plugin-flux-delivery-common';
import { memo, useEffect, useRef } from 'react';
import { areEqual } from 'react-window';
import type { ListChildComponentProps } from 'react-window';
import type { Roving } from '../../hooks/useGridKeys';
import { barsOf, entityName, serviceName } from '../../model/fleetRow';
import type { Translate } from '../../translation';
import { NamedBars, nameOfBars } from '../Bars';
import { ServiceLink } from '../ServiceLink';
import { VisuallyHidden } from '../VisuallyHidden';
import { StateWords } from './StateWords';
import { useFleetStyles } from './useFleetStyles';
import { useFleetTableStyles } from './useFleetTableStyles';

export interface FleetTableData extends Roving {
  services: readonly FleetRow[];
  columns: readonly string[];
  isNarrow: boolean;
  /** Of the table: a row that is drawn while it is scrolled looks for nothing that is the same for all. */
  t: Translate;
}

/** One service: a row, or a card where the page is narrow. */
export const FleetTableRow = memo(function ServiceRow({
  data,
  index,
  style,
}: ListChildComponentProps<FleetTableData>) {
  const classes = useFleetTableStyles();
  const styles = useFleetStyles();
  const { services, columns, stop, wanted, onFocused, t } = data;
  const row = services[index];
  const { entityRef, owner, environments, headline } = row;
  const stateId = `flux-delivery-state-of-${entityRef}`;
  const link = useRef<HTMLAnchorElement>(null);
  const isWanted = wanted === entityRef;
  useEffect(() => {
    if (isWanted) {
      link.current?.focus({ preventScroll: true });
    }
  }, [isWanted]);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      style={style}
      className={`${styles.row} ${classes.row}`}
    >
      <div role="rowheader" className={styles.cell}>
        <ServiceLink
          ref={link}
          entityRef={entityRef}
          className={classes.name}
          tabIndex={stop === entityRef ? 0 : -1}
          aria-describedby={stateId}
          onFocus={() => onFocused(entityRef)}
        >
          {serviceName(row)}
        </ServiceLink>
      </div>
      <div role="gridcell" className={classes.owner} title={owner}>
        {owner ? entityName(owner) : t('fleet.table.noOwner')}
      </div>
      {columns.map(name => {
        const environment = environments.find(each => each.name === name);
        return (
          <div
            key={name}
            role="gridcell"
            className={`${classes.environment} ${
              environment ? '' : classes.absent
            }`}
          >
            {environment ? (
              <>
                <span aria-hidden="true" className={classes.environmentName}>
                  {name}
                </span>
                <EnvironmentBars name={name} bars={environment.bars} t={t} />
              </>
            ) : (
              <VisuallyHidden>{t('fleet.table.notThere')}</VisuallyHidden>
            )}
          </div>
        );
      })}
      <div
        role="gridcell"
        id={stateId}
        title={headline}
        className={classes.state}
      >
        <StateWords row={row} t={t} />
      </div>
    </div>
  );
},
areEqual);

function EnvironmentBars({
  name,
  bars,
  t,
}: {
  name: string;
  bars: FleetRow['environments'][number]['bars'];
  t: Translate;
}) {
  const shown = barsOf(bars);
  return <NamedBars name={nameOfBars(name, shown, t)} bars={shown} />;
}
