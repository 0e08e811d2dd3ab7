import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  EntityRefLink,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  FindDto,
  FoundReleaseDto,
} from 'backstage-plugin-flux-delivery-common';
import { searchOfDelivery } from '../../hooks/useOpenDelivery';
import type { Finding } from '../../hooks/useFind';
import { actorName } from '../../model/deliveryText';
import { deliveryAppearance } from '../../model/deliveryAppearance';
import { shortDigest } from '../../model/formatRevision';
import { quietInk } from '../../model/toneColors';
import { TAB_PATH } from '../../routes';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Translate } from '../../translation';
import { Glyph } from '../Glyph';
import { PlainButton } from '../PlainButton';
import { Ago } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    box: { padding: theme.spacing(1, 2, 1.5), fontSize: 14 },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      alignItems: 'center',
      justifyContent: 'space-between',
    },
    list: { listStyle: 'none', margin: 0, padding: 0 },
    release: {
      padding: theme.spacing(0.75, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    title: { fontWeight: 600 },
    quiet: { color: quietInk(theme), fontSize: 13 },
    place: { display: 'flex', gap: 4, alignItems: 'baseline' },
  }),
  { name: 'FluxDeliveryFound' },
);

/** What bears the name: each release with its other names, who promoted it, and where it is or was. */
export function FoundReleases({
  finding,
  entityRef,
  onClose,
}: {
  finding: Finding;
  /** The service of the page, which needs no link. */
  entityRef: string;
  onClose: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={t('find.results')}
      className={classes.box}
    >
      <div className={classes.head}>
        <span role="status">
          {finding.type === 'loading' && t('find.loading')}
          {finding.type === 'ready' && <Summary answer={finding.answer} />}
        </span>
        {finding.type === 'error' && (
          <span role="alert">
            {t('find.failed', { error: finding.error.message })}
          </span>
        )}
        <PlainButton onClick={onClose}>{t('find.close')}</PlainButton>
      </div>
      {finding.type === 'ready' && (
        <ul className={classes.list}>
          {finding.answer.items.map(release => (
            <Release
              key={`${release.entityRef} ${release.title} ${release.because}`}
              release={release}
              isHere={release.entityRef === entityRef}
            />
          ))}
        </ul>
      )}
    </Paper>
  );
}

function Summary({ answer }: { answer: FindDto }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { items, readAs, ambiguous, truncated } = answer;
  const kinds = [...new Set(readAs.map(({ kind }) => kindText(kind, t)))].join(
    ', ',
  );
  return (
    <>
      {items.length === 0
        ? t('find.none')
        : t('find.found', { count: items.length })}
      {kinds && ` · ${t('find.readAs', { kinds })}`}
      {ambiguous && ` · ${t('find.ambiguous')}`}
      {truncated && ` · ${t('find.truncated')}`}
    </>
  );
}

function Release({
  release,
  isHere,
}: {
  release: FoundReleaseDto;
  isHere: boolean;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { title, identifiers, promotions, deliveries, because } = release;
  const entityLink = useRouteRef(entityRouteRef);
  const page = isHere
    ? ''
    : `${entityLink(
        entityRouteParams(parseEntityRef(release.entityRef)),
      )}/${TAB_PATH}`;
  const names = identifiers
    .map(({ value }) =>
      /^[0-9a-f]{40}$/.test(value) ? value.slice(0, 7) : shortDigest(value),
    )
    .filter(name => name !== title);
  const shown = deliveries.some(({ current }) => current)
    ? deliveries.filter(({ current }) => current)
    : deliveries.slice(0, 3);
  return (
    <li className={classes.release}>
      <span className={classes.title}>{title}</span>{' '}
      {!isHere && <EntityRefLink entityRef={release.entityRef} hideIcon />}{' '}
      <span className={classes.quiet}>
        {[because, ...names.slice(0, 4)].join(' · ')}
      </span>
      {promotions.slice(0, 3).map(({ id, environment, occurredAt, actor }) => (
        <div key={id}>
          {t('find.promoted', { environment })} <Ago at={occurredAt} />
          {actor && actor.trust !== 'unknown' && (
            <>
              {' '}
              {t('history.by')}{' '}
              <span title={actor.name}>{actorName(actor.name)}</span> (
              {t(`trust.${actor.trust}`)})
            </>
          )}
        </div>
      ))}
      {shown.map(delivery => (
        <div key={delivery.id} className={classes.place}>
          <Glyph appearance={deliveryAppearance(delivery)} />
          <span>
            <Link to={`${page}?${searchOfDelivery(delivery.id)}`}>
              {t(delivery.current ? 'find.runs' : 'find.ran', {
                where: `${delivery.environment} · ${delivery.cluster}`,
              })}
            </Link>
            , {t(`outcome.${delivery.outcome}`)},{' '}
            <Ago at={delivery.startedAt} />
          </span>
        </div>
      ))}
      {deliveries.length === 0 && (
        <div className={classes.quiet}>{t('find.nowhere')}</div>
      )}
    </li>
  );
}

const KINDS = [
  'commit',
  'digest',
  'tag',
  'chartVersion',
  'image',
  'repository',
  'source',
  'pipeline',
  'pipelineUrl',
  'change',
  'promotion',
  'workload',
  'helmRevision',
] as const;

/** A kind that a newer backend knows is told as it names it. */
function kindText(kind: string, t: Translate): string {
  const known = KINDS.find(each => each === kind);
  return known ? t(`find.kind.${known}`) : kind;
}
