import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { OwnershipDto } from 'backstage-plugin-flux-delivery-common';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { OwnersContext } from '../OwnersContext';
import { PlainButton } from '../PlainButton';
import { MatchView } from './MatchView';
import { ServicesNamed } from './ServicesNamed';

const useStyles = makeStyles(
  theme => ({
    box: { padding: theme.spacing(1, 2, 2), marginBottom: theme.spacing(3) },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
    title: { margin: 0, fontSize: 16, fontWeight: 600 },
    match: {
      padding: theme.spacing(1.5, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    list: { margin: 0, padding: 0, listStyle: 'none' },
    quiet: { margin: theme.spacing(0.5, 0), color: quietInk(theme) },
    loud: {
      margin: theme.spacing(0.5, 0),
      fontWeight: 600,
      color: toneColors(theme, 'held').ink,
    },
  }),
  { name: 'FluxDeliveryLookUpAnswer' },
);

/** What a question names, and whose each of it is. */
export function LookUpAnswer({
  answer,
  onClose,
}: {
  answer: OwnershipDto;
  onClose: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { matches, entityRefs, services, readAs, complete, clusters } = answer;
  const isNothing = matches.length === 0 && entityRefs.length === 0;
  const nothing =
    readAs.length === 0
      ? t('ownership.find.unread')
      : t('ownership.find.nothing');
  return (
    <OwnersContext.Provider value={answer.owners}>
      <Paper
        variant="outlined"
        component="section"
        className={classes.box}
        aria-label={t('ownership.find.answer')}
      >
        <div className={classes.head}>
          <h3 className={classes.title} role="status">
            {isNothing
              ? nothing
              : t(
                  matches.length > 0
                    ? 'ownership.find.found'
                    : 'ownership.find.entities',
                  { count: matches.length || entityRefs.length },
                )}
          </h3>
          <PlainButton onClick={onClose}>
            {t('ownership.find.close')}
          </PlainButton>
        </div>
        {!complete && readAs.length > 0 && (
          <p className={classes.loud}>
            {t(isNothing ? 'ownership.find.incomplete' : 'ownership.find.more')}
            {clusters.length > 0 &&
              ` ${t('ownership.lists.notInSync', {
                clusters: clusters.map(({ name }) => name).join(', '),
              })}.`}
          </p>
        )}
        {services.length > 0 && (
          <>
            <p className={classes.quiet}>{t('ownership.find.entity')}</p>
            <ServicesNamed services={services} />
          </>
        )}
        <ul className={classes.list}>
          {matches.map(match => (
            <li key={JSON.stringify(match.object)} className={classes.match}>
              <MatchView match={match} />
            </li>
          ))}
        </ul>
        {answer.truncated && (
          <p className={classes.quiet}>{t('ownership.find.truncated')}</p>
        )}
      </Paper>
    </OwnersContext.Provider>
  );
}
