import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { TargetDto } from 'backstage-plugin-flux-delivery-common';
import { cellDetail, cellName } from '../../model/cellText';
import type { LayoutCell } from '../../model/pathLayout';
import { segmentAppearance } from '../../model/statusAppearance';
import type { StatusAppearance } from '../../model/statusAppearance';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { TickingText } from '../Ticking';

const useStyles = makeStyles<Theme, StatusAppearance>(
  theme => ({
    cell: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'stretch',
      justifyContent: 'flex-start',
      width: '100%',
      minHeight: 44,
      [theme.breakpoints.down('xs')]: { minHeight: 0 },
      height: '100%',
      padding: theme.spacing(0.5, 1),
      textAlign: 'left',
      font: 'inherit',
      border: '1px solid transparent',
      borderRadius: 5,
      backgroundColor: ({ tone, loud }) =>
        loud ? toneColors(theme, tone).fill : 'transparent',
      '&:hover': { borderColor: theme.palette.divider },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 1,
      },
    },
    first: { borderColor: ({ tone }) => toneColors(theme, tone).ink },
    consequence: { border: `1px solid ${theme.palette.divider}` },
    unknown: { border: `1px dashed ${toneColors(theme, 'unknown').ink}` },
    quiet: { color: quietInk(theme), fontWeight: 400 },
    fact: {
      display: 'flex',
      gap: 6,
      alignItems: 'baseline',
      fontWeight: 500,
      overflowWrap: 'anywhere',
    },
    detail: {
      display: 'block',
      paddingLeft: 20,
      fontSize: 12,
      lineHeight: 1.4,
      color: ({ tone }) =>
        tone === 'running' ? toneColors(theme, tone).ink : quietInk(theme),
      overflowWrap: 'anywhere',
    },
    tag: {
      display: 'block',
      paddingLeft: 20,
      fontSize: 11,
      fontWeight: 700,
      letterSpacing: 0.3,
      textTransform: 'uppercase',
      color: ({ tone }) => toneColors(theme, tone).ink,
    },
    label: {
      display: 'none',
      fontSize: 11,
      paddingLeft: 20,
      color: quietInk(theme),
      [theme.breakpoints.down('xs')]: { display: 'block' },
    },
  }),
  { name: 'FluxDeliverySegmentCell' },
);

/** One point of the chain: sign, fact, second line; the whole of it is one click away. */
export function SegmentCell({
  cell,
  environment,
  target,
  onOpen,
}: {
  cell: LayoutCell;
  environment: string;
  target: TargetDto;
  onOpen: () => void;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { segment, role, covers } = cell;
  const isFirst = role === 'firstDivergence';
  const appearance = segmentAppearance(segment, isFirst);
  const classes = useStyles(appearance);
  const frame = {
    plain: '',
    firstDivergence: classes.first,
    consequence: classes.consequence,
    unknown: classes.unknown,
  }[role];
  const isQuiet = role === 'consequence' || segment.verdict === 'notObserved';
  return (
    <ButtonBase
      disableRipple
      aria-haspopup="dialog"
      aria-label={cellName(cell, environment, target, t)}
      className={`${classes.cell} ${frame}`}
      onClick={onOpen}
    >
      <span className={classes.label}>
        {covers.map(each => t(`segment.${each}`)).join(' · ')}
      </span>
      <span className={`${classes.fact} ${isQuiet ? classes.quiet : ''}`}>
        <Glyph appearance={appearance} />
        <span>{segment.headline}</span>
      </span>
      {covers.length > 2 && (
        <span className={classes.detail}>{segment.summary}</span>
      )}
      <span className={classes.detail}>
        <TickingText read={now => cellDetail(cell, now, t)} />
        {role === 'consequence' && <div>{t('cell.consequence')}</div>}
      </span>
      {isFirst && (
        <span className={classes.tag}>{t('cell.firstDivergence')}</span>
      )}
    </ButtonBase>
  );
}
