import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  DeliveryPathDto,
  DivergenceDto,
} from 'backstage-plugin-flux-delivery-common';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Owner } from '../Owner';
import { PlainButton } from '../PlainButton';
import { RunbookPage } from '../RunbookPage';
import { Term } from '../Term/Term';
import { CopySummary } from './CopySummary';

const useStyles = makeStyles(
  theme => ({
    column: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(0.75),
      minWidth: 0,
    },
    title: {
      margin: 0,
      fontSize: 12,
      fontWeight: 400,
      color: quietInk(theme),
    },
    owner: { fontSize: 16 },
    because: {
      margin: 0,
      fontSize: 12,
      color: quietInk(theme),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'FluxDeliveryFirstMove' },
);

/** Whose move it is and why, and with what they can start at once. */
export function FirstMove({
  divergence,
  path,
  onOpenRunbook,
}: {
  divergence: DivergenceDto;
  path: DeliveryPathDto;
  onOpenRunbook: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { firstResponder, responderClaimed, because, runbook } = divergence;
  const { rollbackOwner, fixOwner, responderTeam } = divergence;
  const checks = runbook?.checks.length ?? 0;
  return (
    <section className={classes.column} aria-label={t('move.first')}>
      <h3 className={classes.title}>
        <Term word="first responder">{t('move.first')}</Term>
      </h3>
      <div className={classes.owner}>
        <Owner owner={firstResponder} claimed={responderClaimed} withContacts />
      </div>
      {responderTeam && responderTeam !== 'other' && (
        <p className={classes.because}>{t(`move.team.${responderTeam}`)}</p>
      )}
      {because && <p className={classes.because}>{because}</p>}
      {rollbackOwner && rollbackOwner.owner !== firstResponder && (
        <p className={classes.because} title={rollbackOwner.because}>
          <Term word="rollback owner">{t('move.rollback')}</Term>:{' '}
          <Owner owner={rollbackOwner.owner} />
        </p>
      )}
      {fixOwner && fixOwner.owner !== firstResponder && (
        <p className={classes.because} title={fixOwner.because}>
          <Term word="fix owner">{t('move.fix')}</Term>:{' '}
          <Owner owner={fixOwner.owner} />
        </p>
      )}
      {checks > 0 && (
        <PlainButton
          variant="contained"
          color="primary"
          aria-haspopup="dialog"
          onClick={onOpenRunbook}
        >
          {t('runbook.open', { count: checks })}
        </PlainButton>
      )}
      {runbook && <RunbookPage runbook={runbook} />}
      <CopySummary path={path} />
    </section>
  );
}
