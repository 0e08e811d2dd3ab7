import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ReadableRevision } from 'backstage-plugin-flux-delivery-common';
import { revisionParts } from '../model/formatRevision';
import { quietInk } from '../model/toneColors';
import { fluxDeliveryTranslationRef } from '../translation';
import { CopyButton } from './CopyButton';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: { display: 'flex', alignItems: 'center', flexWrap: 'wrap' },
    what: { width: 96, fontSize: 12, color: quietInk(theme) },
    value: {
      fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
      fontSize: 12,
      overflowWrap: 'anywhere',
      minWidth: 0,
      flex: '0 1 auto',
    },
  }),
  { name: 'FluxDeliveryRevision' },
);

/** A revision as people read it, and each of its identifiers to copy whole. */
export function RevisionParts({ revision }: { revision: ReadableRevision }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <>
      <strong>{revision.short}</strong>
      <ul className={classes.list}>
        {revisionParts(revision).map(({ what, shown, full }) => (
          <li key={what} className={classes.item}>
            <span className={classes.what}>{t(`drawer.${what}`)}</span>
            <span className={classes.value} title={full}>
              {shown}
            </span>
            <CopyButton text={full} what={t(`drawer.${what}`)} />
          </li>
        ))}
      </ul>
    </>
  );
}
