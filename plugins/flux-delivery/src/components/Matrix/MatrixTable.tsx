import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  BehindDto,
  MatrixDto,
  MatrixVersionDto,
} from 'backstage-plugin-flux-delivery-common';
import type { CSSProperties } from 'react';
import { actorText } from '../../model/deliveryText';
import { formatExact } from '../../model/formatAge';
import { formatDuration } from '../../model/formatDuration';
import { matrixRows, targetCount } from '../../model/matrixLayout';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Translate } from '../../translation';
import { CopyButton } from '../CopyButton';
import { MatrixCell } from './MatrixCell';
import { useMatrixStyles } from './useMatrixStyles';

/** Versions downwards, newest first; environments rightwards in promotion order. */
export function MatrixTable({
  matrix,
  onOpen,
}: {
  matrix: MatrixDto;
  /** Opens a delivery by its id. */
  onOpen: (id: string) => void;
}) {
  const classes = useMatrixStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const rows = matrixRows(matrix);
  const style = {
    '--environments': matrix.environments.length,
  } as CSSProperties;
  return (
    <div
      role="table"
      aria-label={t('matrix.title')}
      className={classes.table}
      style={style}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" className={classes.row}>
          <div role="columnheader" className={classes.column}>
            {t('matrix.version')}
          </div>
          {matrix.environments.map(environment => (
            <div
              key={environment.name}
              role="columnheader"
              className={classes.column}
            >
              <EnvironmentHead matrix={matrix} environment={environment} />
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup">
        {rows.map(({ version, cells }) => (
          <div key={version.key} role="row" className={classes.row}>
            <div role="rowheader" className={classes.version}>
              <VersionHead version={version} />
            </div>
            {cells.map((lines, index) => {
              const { name } = matrix.environments[index];
              return (
                <div
                  key={name}
                  role="cell"
                  className={`${classes.cell} ${
                    lines.length === 0 ? classes.empty : ''
                  }`}
                >
                  {lines.length > 0 && (
                    <MatrixCell
                      lines={lines}
                      version={version.title}
                      environment={name}
                      onOpen={onOpen}
                      total={targetCount(matrix, name)}
                    />
                  )}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

function EnvironmentHead({
  matrix,
  environment,
}: {
  matrix: MatrixDto;
  environment: MatrixDto['environments'][number];
}) {
  const classes = useMatrixStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { name, pinned, consumes } = environment;
  const behind = matrix.behind.find(each => each.environment === name);
  const isRecorded = targetCount(matrix, name) > 0;
  return (
    <>
      <span className={classes.environment}>{name}</span>{' '}
      {pinned && <span className={classes.badge}>{t('grid.pinned')}</span>}{' '}
      {consumes?.flagged && (
        <span
          className={`${classes.badge} ${classes.flagged}`}
          title={t('matrix.consumes', { text: consumes.text })}
        >
          {t('matrix.flagged')}
        </span>
      )}
      {consumes && (
        <span className={classes.under}>
          {t('matrix.consumes', { text: consumes.text })}
        </span>
      )}
      <span className={classes.under} title={behind?.because}>
        {isRecorded ? behindText(behind, t) : t('matrix.none')}
      </span>
    </>
  );
}

function behindText(behind: BehindDto | undefined, t: Translate) {
  if (!behind) {
    return '';
  }
  if (behind.releases === null || behind.seconds === null) {
    return t('matrix.behindUnknown');
  }
  return behind.releases === 0
    ? t('matrix.level', { environment: behind.behind })
    : t('matrix.behindWhole', {
        count: behind.releases,
        age: formatDuration(behind.seconds, t),
        environment: behind.behind,
      });
}

function VersionHead({ version }: { version: MatrixVersionDto }) {
  const classes = useMatrixStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { title, identifiers, publishedOnly, published, promotedTo } = version;
  const { commit, digest, tag, chartVersion, image } = identifiers;
  const short = (commit ?? digest?.split(':').pop())?.slice(0, 7);
  const name = commit ?? digest ?? tag ?? chartVersion ?? image ?? title;
  return (
    <>
      <span className={classes.title}>{title}</span>{' '}
      {short && !title.includes(short) && (
        <span className={classes.id} title={commit ?? digest}>
          {short}
        </span>
      )}
      <CopyButton text={name} what={title} />
      {publishedOnly && (
        <span className={classes.under}>{t('matrix.publishedOnly')}</span>
      )}
      {published && <Published {...published} />}
      {promotedTo && (
        <span className={classes.under}>
          {t('matrix.promotedTo', { environments: promotedTo.join(', ') })}
        </span>
      )}
    </>
  );
}

/** Who made it available, which need not be who let it in. */
function Published({
  at,
  actor,
  recordedBy,
}: NonNullable<MatrixVersionDto['published']>) {
  const classes = useMatrixStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const who = actorText({ actor, promotion: { actor, recordedBy } }, t);
  return (
    <span
      className={`${classes.under} ${classes.quiet}`}
      title={formatExact(at, t)}
    >
      {t('matrix.publishedBy', { who })}
    </span>
  );
}
