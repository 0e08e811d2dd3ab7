import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { resumeCommandFor } from 'backstage-plugin-flux-delivery-common';
import type { RegisteredSuspension } from 'backstage-plugin-flux-delivery-common';
import { Fragment, useState } from 'react';
import type { ReactNode } from 'react';
import { entityName } from '../../model/fleetRow';
import { verdictAppearance } from '../../model/statusAppearance';
import { toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CopyButton } from '../CopyButton';
import { useFleetStyles } from '../Fleet/useFleetStyles';
import { Glyph } from '../Glyph';
import { ServiceLink } from '../ServiceLink';
import { Ago } from '../Ticking';

/** Of the services that it stops, named at once. */
const NAMED = 3;

const useStyles = makeStyles(
  theme => ({
    kind: { fontWeight: 600 },
    forgotten: {
      display: 'inline-block',
      padding: theme.spacing(0, 0.75),
      borderRadius: 4,
      border: `1px solid ${toneColors(theme, 'held').ink}`,
      backgroundColor: toneColors(theme, 'held').fill,
      color: toneColors(theme, 'held').ink,
      fontSize: 12,
      fontWeight: 700,
    },
    /** As high as the line that it ends. */
    copy: { margin: theme.spacing(-0.25, 0) },
  }),
  { name: 'FluxDeliverySuspensionRow' },
);

/** One suspended object. What it claims of itself is marked as that. */
export function SuspensionRow({
  suspension,
  forgottenAfterDays,
}: {
  suspension: RegisteredSuspension;
  forgottenAfterDays: number;
}) {
  const classes = useStyles();
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { object, since, claimedBy, reason, resumeWhen, withholds } =
    suspension;
  const name = [object.namespace, object.name].filter(Boolean).join('/');
  const quiet = (text: string) => <span className={styles.quiet}>{text}</span>;
  const cell = (label: string, children: ReactNode) => (
    <div role="cell" className={styles.cell}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
  return (
    <div role="row" className={styles.row}>
      <div role="rowheader" className={styles.cell}>
        <Glyph appearance={verdictAppearance('suspended')} />{' '}
        <span className={classes.kind}>{object.kind}</span>{' '}
        <span className={styles.mono}>{name}</span>{' '}
        {t('fleet.causes.on', { cluster: object.cluster })}
      </div>
      {cell(t('suspensions.services'), <Services {...suspension} />)}
      {cell(
        t('suspensions.since'),
        <>
          {since ? <Ago at={since} /> : t('suspensions.sinceUnknown')}{' '}
          {suspension.forgotten && (
            <span className={classes.forgotten}>
              {t('suspensions.forgotten', {
                days: String(forgottenAfterDays),
              })}
            </span>
          )}
        </>,
      )}
      {cell(
        t('suspensions.by'),
        claimedBy ? (
          <>
            {t('suspensions.claims', { name: claimedBy })}{' '}
            {quiet(t('suspensions.unverified'))}
          </>
        ) : (
          quiet(t('suspensions.nobody'))
        ),
      )}
      {cell(
        t('suspensions.why'),
        <>
          {reason ?? quiet(t('suspensions.noReason'))}
          {' · '}
          {resumeWhen
            ? t('suspensions.until', { what: resumeWhen })
            : quiet(t('suspensions.noEnd'))}
        </>,
      )}
      {cell(
        t('suspensions.withholds'),
        withholds ?? quiet(t('suspensions.nothingNewer')),
      )}
      <div role="cell" className={classes.copy}>
        <span className={styles.label}>{t('suspensions.resume')}</span>
        <CopyButton
          text={resumeCommandFor(object)}
          what={`${t('suspensions.command')}: ${resumeCommandFor(object)}`}
        />
      </div>
    </div>
  );
}

/** Of very many services the first are named, and the rest are counted. */
function Services({
  entityRefs,
  services,
}: Pick<RegisteredSuspension, 'entityRefs' | 'services'>) {
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  if (entityRefs.length === 0) {
    return <span className={styles.quiet}>{t('suspensions.noService')}</span>;
  }
  const shown = isOpen ? entityRefs : entityRefs.slice(0, NAMED);
  return (
    <>
      {shown.map((entityRef, index) => (
        <Fragment key={entityRef}>
          {index > 0 && ', '}
          <ServiceLink entityRef={entityRef}>
            {entityName(entityRef)}
          </ServiceLink>
        </Fragment>
      ))}{' '}
      {shown.length < entityRefs.length && (
        <ButtonBase
          disableRipple
          className={styles.more}
          onClick={() => setOpen(true)}
        >
          {t('suspensions.more', { n: String(services - NAMED) })}
        </ButtonBase>
      )}
      {isOpen && services > entityRefs.length && (
        <span className={styles.quiet}>
          {t('suspensions.more', { n: String(services - entityRefs.length) })}
        </span>
      )}
    </>
  );
}
