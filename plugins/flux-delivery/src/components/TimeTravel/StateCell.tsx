import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { StateCellLayout } from '../../model/stateCells';
import { segmentAppearance } from '../../model/statusAppearance';
import type { StatusAppearance } from '../../model/statusAppearance';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { useGridStyles } from '../PathGrid/useGridStyles';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles<Theme, StatusAppearance>(
  theme => ({
    cell: {
      minHeight: 44,
      padding: theme.spacing(0.5, 1),
      border: '1px solid transparent',
      borderRadius: 5,
      backgroundColor: ({ tone, loud }) =>
        loud ? toneColors(theme, tone).fill : 'transparent',
      overflowWrap: 'anywhere',
      [theme.breakpoints.down('xs')]: { minHeight: 0 },
    },
    first: { borderColor: ({ tone }) => toneColors(theme, tone).ink },
    unknown: { border: `1px dashed ${toneColors(theme, 'unknown').ink}` },
    fact: { display: 'flex', gap: 6, alignItems: 'baseline', fontWeight: 500 },
    detail: {
      display: 'block',
      paddingLeft: 20,
      fontSize: 12,
      color: quietInk(theme),
    },
    label: {
      display: 'none',
      paddingLeft: 20,
      fontSize: 11,
      color: quietInk(theme),
      [theme.breakpoints.down('xs')]: { display: 'block' },
    },
  }),
  { name: 'FluxDeliveryStateCell' },
);

/** One segment as it was judged then. */
export function StateCell({
  cell,
  environment,
  cluster,
}: {
  cell: StateCellLayout;
  environment: string;
  cluster: string;
}) {
  const grid = useGridStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { state, covers, isFirstDivergence, startsDataPlane } = cell;
  const appearance = segmentAppearance(
    { ...state, revision: undefined, evidence: [] },
    isFirstDivergence,
  );
  const classes = useStyles(appearance);
  const segments = covers.map(each => t(`segment.${each}`)).join(', ');
  const frame = isFirstDivergence ? classes.first : '';
  return (
    <div
      role="cell"
      aria-colspan={covers.length > 1 ? covers.length : undefined}
      className={`${grid.cell} ${startsDataPlane ? grid.dataPlane : ''}`}
      style={{ gridColumn: `span ${covers.length}` }}
    >
      <div
        className={`${classes.cell} ${
          state.verdict === 'unknown' ? classes.unknown : frame
        }`}
        title={state.summary}
      >
        <VisuallyHidden>
          {t('then.cell', {
            environment,
            cluster,
            segment: segments,
            verdict: t(`verdict.${state.verdict}`),
            summary: state.summary,
          })}
        </VisuallyHidden>
        <span className={classes.label} aria-hidden="true">
          {segments}
        </span>
        <span className={classes.fact} aria-hidden="true">
          <Glyph appearance={appearance} />
          <span>{state.headline}</span>
        </span>
        <span className={classes.detail} aria-hidden="true">
          {[
            state.revision && !state.headline.includes(state.revision)
              ? state.revision
              : undefined,
            state.class,
            state.consequenceOf && t('cell.consequence'),
            covers.length > 1 ? state.summary : undefined,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
    </div>
  );
}
