import Paper from '@material-ui/core/Paper';
import type { ReactNode } from 'react';
import { VisuallyHidden } from '../VisuallyHidden';
import { useFleetStyles } from './useFleetStyles';

export interface RowTableColumn {
  title: string;
  /** Named for those who cannot see the column; whoever sees it needs no head. */
  isUntitled?: boolean;
}

/** The frame of a table whose rows become cards on a narrow page: a head, the rows, and what stands below them. */
export function RowTable({
  label,
  columns,
  className,
  foot,
  children,
}: {
  label: string;
  columns: readonly RowTableColumn[];
  /** Says how wide the columns are. */
  className: string;
  foot?: ReactNode;
  children: ReactNode;
}) {
  const styles = useFleetStyles();
  return (
    <Paper variant="outlined" className={styles.table}>
      <div role="table" aria-label={label} className={className}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={styles.row}>
            {columns.map(({ title, isUntitled = false }) => (
              <div key={title} role="columnheader" className={styles.column}>
                {isUntitled ? <VisuallyHidden>{title}</VisuallyHidden> : title}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.rows}>
          {children}
        </div>
      </div>
      {foot && <div className={styles.foot}>{foot}</div>}
    </Paper>
  );
}
