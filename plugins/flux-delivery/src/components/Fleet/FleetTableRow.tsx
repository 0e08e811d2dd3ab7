import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetRow } from 'backstage-plugin-flux-delivery-common';
import { memo, useEffect, useRef } from 'react';
import { areEqual } from 'react-window';
import type { ListChildComponentProps } from 'react-window';
import type { Roving } from '../../hooks/useGridKeys';
import { barsOf, entityName, serviceName } from '../../model/fleetRow';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Bars } from '../Bars';
import { ServiceLink } from '../ServiceLink';
import { VisuallyHidden } from '../VisuallyHidden';
import { StateWords } from './StateWords';
import { useFleetStyles } from './useFleetStyles';
import { useFleetTableStyles } from './useFleetTableStyles';

export interface FleetTableData extends Roving {
  services: readonly FleetRow[];
  columns: readonly string[];
  isNarrow: boolean;
}

/** One service: a row, or a card where the page is narrow. */
export const FleetTableRow = memo(function ServiceRow({
  data,
  index,
  style,
}: ListChildComponentProps<FleetTableData>) {
  const classes = useFleetTableStyles();
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { services, columns, stop, wanted, onFocused } = data;
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
                <Bars environment={name} bars={barsOf(environment.bars)} />
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
        <StateWords row={row} />
      </div>
    </div>
  );
},
areEqual);
