import ButtonBase from '@material-ui/core/ButtonBase';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { deliveryAppearance } from '../../model/deliveryAppearance';
import { actorText } from '../../model/deliveryText';
import { formatAge, formatExact } from '../../model/formatAge';
import type { MatrixLine } from '../../model/matrixLayout';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Translate } from '../../translation';
import { Glyph } from '../Glyph';
import { TickingText } from '../Ticking';
import { VisuallyHidden } from '../VisuallyHidden';
import { useMatrixStyles } from './useMatrixStyles';

/** Beyond so many clusters their number says more than their names. */
const NAMED_AT_MOST = 3;

/** What one version is to one environment: the targets that run it, that were given it in vain, and that had it. */
export function MatrixCell({
  lines,
  version,
  environment,
  total,
  onOpen,
}: {
  lines: readonly MatrixLine[];
  /** What people call it. */
  version: string;
  environment: string;
  /** How many targets the environment has had; a single one is not named. */
  total: number;
  /** Opens a delivery by its id. */
  onOpen: (id: string) => void;
}) {
  const classes = useMatrixStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <>
      <span className={classes.label} aria-hidden="true">
        {environment}
      </span>
      <div className={classes.lines}>
        {lines.map(line => {
          const { targets, at } = line;
          const names = targets.map(({ cluster }) => cluster).join(', ');
          return (
            <ButtonBase
              key={targets.map(({ deliveryId }) => deliveryId).join()}
              className={`${classes.line} ${
                line.role === 'past' ? classes.quiet : ''
              }`}
              aria-haspopup="dialog"
              title={`${names}: ${formatExact(at, t)}`}
              onClick={() => onOpen(targets[0].deliveryId)}
            >
              <VisuallyHidden>
                {t('delivery.open', {
                  what: version,
                  where: [environment, names].join(', '),
                })}
                :
              </VisuallyHidden>{' '}
              <Line line={line} total={total} />
            </ButtonBase>
          );
        })}
      </div>
    </>
  );
}

function Line({ line, total }: { line: MatrixLine; total: number }) {
  const classes = useMatrixStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { role, targets, behind, at } = line;
  const names = targets.map(({ cluster }) => cluster);
  const isWhole = targets.length === total;
  const told =
    isWhole && total > 1
      ? t('matrix.allClusters', { count: total })
      : namesTold(names, t);
  if (role === 'past') {
    return (
      <span className={classes.words}>
        {isWhole ? t('matrix.was') : t('matrix.wasOn', { targets: told })}
      </span>
    );
  }
  const [first] = targets;
  const mark =
    first.kind === 'outOfBand' || first.kind === 'rollback'
      ? t(`matrix.${first.kind}`)
      : undefined;
  return (
    <>
      <Glyph appearance={deliveryAppearance(first)} />
      <span className={classes.words}>
        <VisuallyHidden>
          {role === 'current'
            ? t('matrix.running', { targets: names.join(', ') })
            : t('matrix.tried', { targets: names.join(', ') })}
          , {t(`outcome.${first.outcome}`)}:
        </VisuallyHidden>{' '}
        {total > 1 && (
          <span className={role === 'current' ? classes.current : undefined}>
            {told}
          </span>
        )}{' '}
        {first.outcome !== 'succeeded' && (
          <span>
            {first.kind === 'baseline'
              ? t('kind.baseline')
              : first.class ?? t(`outcome.${first.outcome}`)}
          </span>
        )}{' '}
        {mark && <span className={classes.badge}>{mark}</span>}{' '}
        <span className={classes.quiet}>
          <TickingText read={now => formatAge(at, now, t) ?? ''} />
          {behind !== undefined && behind > 0 && (
            <> · {t('matrix.behind', { count: behind })}</>
          )}
          {first.actor.trust !== 'unknown' && first.actor.name && (
            <>
              {' '}
              · {t('matrix.by')}{' '}
              <span title={t(`trustMeaning.${first.actor.trust}`)}>
                {actorText(first, t)}
              </span>
            </>
          )}
        </span>
      </span>
    </>
  );
}

function namesTold(names: readonly string[], t: Translate): string {
  return names.length > NAMED_AT_MOST
    ? t('matrix.clusters', { count: names.length })
    : names.join(', ');
}
