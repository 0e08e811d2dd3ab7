import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetRootCauseDto } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import { useTicking } from '../../hooks/useClock';
import { entityName, verdictOf } from '../../model/fleetRow';
import { formatAge, formatExact } from '../../model/formatAge';
import { verdictAppearance } from '../../model/statusAppearance';
import type { Tone } from '../../model/statusAppearance';
import { toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { Owner } from '../Owner';
import { ServiceLink } from '../ServiceLink';
import { useFleetStyles } from './useFleetStyles';

const useStyles = makeStyles<Theme, { tone: Tone }>(
  theme => ({
    failure: {
      fontWeight: 700,
      color: ({ tone }) => toneColors(theme, tone).ink,
    },
    services: {
      padding: theme.spacing(0, 1.5, 1, 4.5),
      [theme.breakpoints.down('xs')]: { paddingLeft: theme.spacing(1.5) },
    },
  }),
  { name: 'FluxDeliveryRootCauseRow' },
);

/** One root cause, and on demand the services behind it. */
export function RootCauseRow({
  cause,
  id,
}: {
  cause: FleetRootCauseDto;
  /** One of its own on the page. */
  id: string;
}) {
  const appearance = verdictAppearance(verdictOf(cause.state));
  const classes = useStyles({ tone: appearance.tone });
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { object, segment, since, services, entityRefs } = cause;
  const failure = cause.class ?? t(`verdict.${verdictOf(cause.state)}`);
  const label = (text: string) => <span className={styles.label}>{text}</span>;
  return (
    <>
      <div role="row" className={styles.row}>
        <div role="rowheader" className={styles.cell} title={cause.headline}>
          <Glyph appearance={appearance} />{' '}
          <span className={classes.failure}>{failure}</span>{' '}
          {object ? (
            <>
              {object.kind}{' '}
              <span className={styles.mono}>
                {[object.namespace, object.name].filter(Boolean).join('/')}
              </span>
            </>
          ) : (
            cause.headline
          )}{' '}
          {t('fleet.causes.on', { cluster: cause.cluster })}
        </div>
        <div role="cell" className={styles.cell}>
          {label(t('fleet.causes.segment'))}
          {t(`segment.${segment}`)}
        </div>
        <div role="cell" className={styles.cell}>
          {label(t('fleet.causes.services'))}
          {services === 1 ? (
            <ServiceLink entityRef={entityRefs[0]}>
              {entityName(entityRefs[0])}
            </ServiceLink>
          ) : (
            <>
              {t('fleet.causes.behind', { count: services })}
              {cause.owners > 1 &&
                `, ${t('fleet.causes.teams', { count: cause.owners })}`}{' '}
              <ButtonBase
                disableRipple
                className={styles.more}
                aria-expanded={isOpen}
                aria-controls={isOpen ? id : undefined}
                aria-label={t(
                  isOpen ? 'fleet.causes.hideName' : 'fleet.causes.showName',
                  {
                    cause: [failure, object?.name].filter(Boolean).join(' '),
                  },
                )}
                onClick={() => setOpen(!isOpen)}
              >
                {t(isOpen ? 'fleet.causes.hide' : 'fleet.causes.show')}
              </ButtonBase>
            </>
          )}
        </div>
        <div role="cell" className={styles.cell}>
          {label(t('fleet.causes.since'))}
          {since ? <Age at={since} /> : t('fleet.causes.sinceUnknown')}
        </div>
        <div role="cell" className={styles.cell}>
          {label(t('fleet.causes.move'))}
          {cause.firstResponder || cause.unowned ? (
            <Owner
              owner={cause.firstResponder}
              claimed={cause.responderClaimed}
              withContacts
            />
          ) : (
            t('fleet.causes.differs')
          )}
        </div>
      </div>
      {isOpen && (
        <div role="row" id={id}>
          <div role="cell" aria-colspan={5} className={classes.services}>
            <ul className={styles.links}>
              {entityRefs.map(entityRef => (
                <li key={entityRef}>
                  <ServiceLink entityRef={entityRef}>
                    {entityName(entityRef)}
                  </ServiceLink>
                </li>
              ))}
            </ul>
            {services > entityRefs.length && (
              <div className={styles.quiet}>
                {t('fleet.causes.more', {
                  n: String(services - entityRefs.length),
                })}
              </div>
            )}
          </div>
        </div>
      )}
    </>
  );
}

/** `6 min`, the exact time on hover. */
function Age({ at }: { at: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const text = useTicking(now => formatAge(at, now, t));
  return (
    <time dateTime={at} title={formatExact(at, t)}>
      {text ?? at}
    </time>
  );
}
