import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { MatrixDto } from 'backstage-plugin-flux-delivery-common';
import { quietInk } from '../../model/toneColors';
import { readableTimes } from '../../model/readableTimes';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';
import { TickingText } from '../Ticking';
import { MatrixTable } from './MatrixTable';
import { TagMoves } from './TagMoves';
import { TracksTable } from './TracksTable';

const useStyles = makeStyles(
  theme => ({
    box: { marginBottom: theme.spacing(2), overflow: 'hidden' },
    notes: {
      margin: 0,
      padding: theme.spacing(1, 2, 1, 4),
      borderTop: `1px solid ${theme.palette.divider}`,
      fontSize: 13,
      color: quietInk(theme),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'FluxDeliveryMatrixPanel' },
);

/** Which version is where, and what is worth noting beside it. */
export function MatrixPanel({
  matrix,
  onOpen,
}: {
  matrix: MatrixDto;
  /** Opens a delivery by its id. */
  onOpen: (id: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { notes, moreVersions, versions, store } = matrix;
  return (
    <>
      {store === 'liveOnly' && (
        <MessagePanel title={t('history.liveOnlyTitle')}>
          {t('history.liveOnlyText')}
        </MessagePanel>
      )}
      {versions.length > 0 && (
        <Paper variant="outlined" className={classes.box}>
          <MatrixTable matrix={matrix} onOpen={onOpen} />
          {matrix.tracks.length > 0 && <TracksTable tracks={matrix.tracks} />}
          {(notes.length > 0 || moreVersions > 0) && (
            <ul aria-label={t('matrix.notes')} className={classes.notes}>
              {notes.map(({ class: name, summary }) => (
                <li key={`${name} ${summary}`}>
                  <TickingText read={now => readableTimes(summary, now)} />
                </li>
              ))}
              {moreVersions > 0 && (
                <li>{t('matrix.more', { count: moreVersions })}</li>
              )}
            </ul>
          )}
          <TagMoves entityRef={matrix.entityRef} onOpen={onOpen} />
        </Paper>
      )}
    </>
  );
}
