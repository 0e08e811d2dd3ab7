import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { displayRef, keyOf } from 'backstage-plugin-flux-delivery-common';
import type {
  Evidence,
  ObjectRef,
} from 'backstage-plugin-flux-delivery-common';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Ago } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: 13,
      tableLayout: 'fixed',
      '& th': {
        textAlign: 'left',
        fontSize: 12,
        fontWeight: 500,
        color: quietInk(theme),
      },
      '& th, & td': {
        padding: theme.spacing(0.75, 1, 0.75, 0),
        verticalAlign: 'top',
        borderBottom: `1px solid ${theme.palette.divider}`,
        overflowWrap: 'anywhere',
      },
    },
    field: {
      fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
      fontSize: 12,
    },
    object: { display: 'block', fontSize: 12, color: quietInk(theme) },
    observed: {
      width: 84,
      [theme.breakpoints.down('xs')]: { display: 'none' },
    },
    /** Where there is no room for a column of its own. */
    observedBelow: {
      display: 'none',
      fontSize: 12,
      color: quietInk(theme),
      [theme.breakpoints.down('xs')]: { display: 'block' },
    },
  }),
  { name: 'FluxDeliveryEvidence' },
);

/** The facts that a verdict rests on, as they can be checked with kubectl. */
export function EvidenceTable({
  evidence,
  message,
}: {
  evidence: Evidence[];
  /** Shown in full elsewhere: evidence that repeats it points there. */
  message?: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (evidence.length === 0) {
    return <p>{t('drawer.noEvidence')}</p>;
  }
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('drawer.field')}</th>
          <th scope="col">{t('drawer.value')}</th>
          <th scope="col" className={classes.observed}>
            {t('drawer.observed')}
          </th>
        </tr>
      </thead>
      <tbody>
        {evidence.map(({ object, field, value, observedAt }, index) => (
          <tr key={`${keyOf(object)} ${field}`}>
            <td>
              {isOther(object, evidence[index - 1]?.object) && (
                <span className={classes.object}>{displayRef(object)}</span>
              )}
              <span className={classes.field}>{field}</span>
            </td>
            <td title={value}>
              {message
                ? value.replace(message, () => t('drawer.messageAbove'))
                : value}
              <span className={classes.observedBelow}>
                <Ago at={observedAt} />
              </span>
            </td>
            <td className={classes.observed}>
              <Ago at={observedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** An object is named once above the fields that were read from it. */
function isOther(object: ObjectRef, previous?: ObjectRef): boolean {
  return !previous || keyOf(previous) !== keyOf(object);
}
