import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetFinding } from 'backstage-plugin-flux-delivery-common';
import { Fragment } from 'react';
import { entityName, verdictOf } from '../../model/fleetRow';
import { verdictAppearance } from '../../model/statusAppearance';
import { fluxDeliveryTranslationRef } from '../../translation';
import { useFleetStyles } from '../Fleet/useFleetStyles';
import { Glyph } from '../Glyph';
import { ServiceLink } from '../ServiceLink';
import { Ago } from '../Ticking';
import { VisuallyHidden } from '../VisuallyHidden';

/** Of the services of one finding, named at once. */
const NAMED = 5;

/** One thing that an answer rests on: what, where, of which services, since when. */
export function FindingItem({ finding }: { finding: FleetFinding }) {
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { state, text, object, since, entityRefs = [] } = finding;
  const { services = entityRefs.length } = finding;
  const verdict = verdictOf(state);
  return (
    <li>
      <Glyph appearance={verdictAppearance(verdict)} />{' '}
      <VisuallyHidden>{t(`verdict.${verdict}`)}: </VisuallyHidden>
      {object && !text.includes(object.name) && (
        <>
          {object.kind}{' '}
          <span className={styles.mono}>
            {[object.namespace, object.name].filter(Boolean).join('/')}
          </span>{' '}
          {': '}
        </>
      )}
      {text}
      {object &&
        !text.includes(object.cluster) &&
        ` ${t('fleet.causes.on', { cluster: object.cluster })}`}
      {entityRefs.slice(0, NAMED).map((entityRef, index) => (
        <Fragment key={entityRef}>
          {index > 0 ? ', ' : ' · '}
          <ServiceLink entityRef={entityRef}>
            {entityName(entityRef)}
          </ServiceLink>
        </Fragment>
      ))}
      {services > NAMED &&
        ` ${t('questions.more', { n: String(services - NAMED) })}`}
      {since && (
        <span className={styles.quiet}>
          {' · '}
          <Ago at={since} />
        </span>
      )}
    </li>
  );
}
