import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { NARRATIVE_CLAUSES } from 'backstage-plugin-flux-delivery-common';
import type { Narrative } from 'backstage-plugin-flux-delivery-common';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gridTemplateColumns: 'max-content minmax(0, 1fr)',
      gap: theme.spacing(0.5, 2.5),
      margin: theme.spacing(1.25, 0, 0, 2.75),
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
        rowGap: 0,
        marginLeft: 0,
      },
    },
    name: {
      fontSize: 12,
      lineHeight: '20px',
      color: quietInk(theme),
      [theme.breakpoints.down('xs')]: { marginTop: theme.spacing(0.75) },
    },
    said: {
      margin: 0,
      lineHeight: '20px',
      overflowWrap: 'anywhere',
      // The grid is what the eye compares: a long message does not push it off the screen. The drawer has all of it.
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical',
      WebkitLineClamp: 2,
      overflow: 'hidden',
    },
  }),
  { name: 'FluxDeliveryClauses' },
);

/** The path in words: what was promoted, fetched, changed and rolled out, and where it differs from what was meant. */
export function Clauses({ narrative }: { narrative: Narrative }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <dl className={classes.list} aria-label={t('narrative.label')}>
      {NARRATIVE_CLAUSES.map(clause => (
        <Clause
          key={clause}
          name={t(`narrative.${clause}`)}
          said={narrative.clauses[clause]}
        />
      ))}
    </dl>
  );
}

function Clause({ name, said }: { name: string; said: string }) {
  const classes = useStyles();
  return (
    <>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.said} title={said}>
        {said}
      </dd>
    </>
  );
}
