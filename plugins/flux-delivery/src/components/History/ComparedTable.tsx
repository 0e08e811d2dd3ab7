import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';

export interface ComparedRow {
  name: string;
  from?: string;
  to?: string;
  /** In a word. */
  change: string;
  differs: boolean;
}

const useStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('xs');
    return {
      table: {
        width: '100%',
        borderCollapse: 'collapse',
        tableLayout: 'fixed',
        fontSize: 13,
        '& th, & td': {
          padding: theme.spacing(0.5, 1, 0.5, 0),
          textAlign: 'left',
          verticalAlign: 'top',
          overflowWrap: 'anywhere',
          borderBottom: `1px solid ${theme.palette.divider}`,
        },
        '& th': { fontWeight: 500, fontSize: 12, color: quietInk(theme) },
        '& thead td:first-child': { width: '18%' },
        '& thead td:last-child': { width: 76 },
        [narrow]: { '& thead td:first-child': { width: '24%' } },
      },
      code: {
        fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
        fontSize: 12,
      },
      differs: { fontWeight: 700 },
      quiet: { color: quietInk(theme) },
    };
  },
  { name: 'FluxDeliveryCompared' },
);

/** Two sides, line by line, with the difference in a word. */
export function ComparedTable({
  label,
  heads,
  rows,
}: {
  label: string;
  heads: [string, string];
  rows: readonly ComparedRow[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const side = (text: string | undefined) =>
    text ? (
      <span className={classes.code}>{text}</span>
    ) : (
      <span className={classes.quiet}>{t('compare.absent')}</span>
    );
  return (
    <table aria-label={label} className={classes.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">
            {t('compare.from')}: {heads[0]}
          </th>
          <th scope="col">
            {t('compare.to')}: {heads[1]}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, from, to, change, differs }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{side(from)}</td>
            <td>{side(to)}</td>
            <td className={differs ? classes.differs : classes.quiet}>
              {change}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
