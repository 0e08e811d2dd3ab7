import Paper from '@material-ui/core/Paper';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTheme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { CSSProperties, HTMLAttributes } from 'react';
import { forwardRef, useEffect, useMemo, useRef } from 'react';
import { VariableSizeList } from 'react-window';
import type { MoreState } from '../../hooks/useFleetRows';
import { useGridKeys } from '../../hooks/useGridKeys';
import { useViewportHeight } from '../../hooks/useViewportHeight';
import { environmentColumns } from '../../model/environmentColumns';
import type { PlacedRow } from '../../model/fleetPages';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { VisuallyHidden } from '../VisuallyHidden';
import { FleetTableRow } from './FleetTableRow';
import { useFleetStyles } from './useFleetStyles';
import { useFleetTableStyles } from './useFleetTableStyles';

const ROW = 46;
const CARD = 100;
const CARD_LINE = 20;
/** Of the height of the window. */
const SHARE = 0.7;
const AT_LEAST = 300;
const OVERSCAN = 8;
const HINT_ID = 'flux-delivery-fleet-keys';

const RowGroup = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(
  function RowGroupWithRef(props, ref) {
    return <div ref={ref} role="rowgroup" {...props} />;
  },
);

/**
 * Services in a grid of which only what can be seen is drawn. One stop for the Tab key; arrows, Page Up and Down, Home and End move
 * between services. The row that has the focus keeps it while the order changes.
 */
export function FleetTable({
  rows,
  total,
  more,
  onSeen,
  onRetry,
}: {
  rows: readonly PlacedRow[];
  /** More than the rows while the rest is not read yet. */
  total: number;
  more: MoreState;
  onSeen: (first: number, last: number) => void;
  onRetry: () => void;
}) {
  const classes = useFleetTableStyles();
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const isNarrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const list = useRef<VariableSizeList>(null);
  const services = useMemo(() => rows.map(({ row }) => row), [rows]);
  const columns = useMemo(() => environmentColumns(services), [services]);
  const keys = useMemo(
    () => services.map(({ entityRef }) => entityRef),
    [services],
  );
  const grid = useGridKeys(keys, list);

  const sizeOf = (index: number) =>
    isNarrow ? CARD + CARD_LINE * services[index].environments.length : ROW;
  const whole = services.reduce((sum, _, index) => sum + sizeOf(index), 0);
  const most = Math.max(AT_LEAST, useViewportHeight() * SHARE);
  const height = Math.min(whole, most);
  // The columns of the head stand over those of the list, whose scroll bar takes room.
  const gutter = whole > most ? classes.scrolled : '';
  useEffect(() => list.current?.resetAfterIndex(0), [services, isNarrow]);
  const itemData = useMemo(
    () => ({ services, columns, isNarrow, t, ...grid.roving }),
    [services, columns, isNarrow, t, grid.roving],
  );

  return (
    <Paper variant="outlined" className={styles.table}>
      <div
        ref={grid.root}
        role="grid"
        tabIndex={-1}
        aria-label={t('fleet.table.title')}
        aria-describedby={HINT_ID}
        aria-readonly
        aria-rowcount={total + 1}
        aria-colcount={columns.length + 3}
        aria-busy={more.type === 'loading'}
        className={classes.grid}
        style={{ '--environments': columns.length } as CSSProperties}
        onKeyDown={grid.onKeyDown}
        onBlur={grid.onBlur}
      >
        <div role="rowgroup" className={`${styles.head} ${gutter}`}>
          <div
            role="row"
            aria-rowindex={1}
            className={`${styles.row} ${classes.row}`}
          >
            {[
              t('fleet.table.service'),
              t('fleet.table.owner'),
              ...columns,
              t('fleet.table.state'),
            ].map(column => (
              <div
                key={column}
                role="columnheader"
                title={column}
                className={styles.column}
              >
                {column}
              </div>
            ))}
          </div>
        </div>
        <VariableSizeList
          ref={list}
          className={gutter}
          height={height}
          width="100%"
          itemCount={services.length}
          itemSize={sizeOf}
          estimatedItemSize={ROW}
          itemKey={index => keys[index]}
          itemData={itemData}
          overscanCount={OVERSCAN}
          innerElementType={RowGroup}
          onItemsRendered={({ visibleStartIndex, visibleStopIndex }) => {
            grid.onVisible(visibleStartIndex, visibleStopIndex);
            onSeen(visibleStartIndex, visibleStopIndex);
          }}
        >
          {FleetTableRow}
        </VariableSizeList>
      </div>
      <div className={styles.foot}>
        <span role="status">
          {services.length < total
            ? t('fleet.table.countOf', {
                n: String(services.length),
                total: String(total),
              })
            : t('fleet.table.count', { count: total })}
        </span>
        {more.type === 'error' && (
          <span role="alert">
            {' · '}
            {t('fleet.table.failed', { error: more.error.message })}{' '}
            <PlainButton onClick={onRetry}>{t('page.retry')}</PlainButton>
          </span>
        )}
        <span id={HINT_ID}>
          <VisuallyHidden>{t('fleet.table.keys')}</VisuallyHidden>
        </span>
      </div>
    </Paper>
  );
}
