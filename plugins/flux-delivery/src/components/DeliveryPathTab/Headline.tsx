import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  DeliveryPathDto,
  DivergenceDto,
  Segment,
} from 'backstage-plugin-flux-delivery-common';
import { useEffect, useRef, useState } from 'react';
import { verdictAppearance } from '../../model/statusAppearance';
import type { Tone } from '../../model/statusAppearance';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { VisuallyHidden } from '../VisuallyHidden';
import { Clauses } from './Clauses';
import { FirstMove } from './FirstMove';
import { WordsOnDemand } from './WordsOnDemand';
import type { Selected } from './usePathSelection';

const useStyles = makeStyles<Theme, { tone: Tone; calm: boolean }>(
  theme => ({
    box: {
      padding: ({ calm }) => theme.spacing(calm ? 1 : 1.5, 2),
      marginBottom: theme.spacing(2),
      fontSize: 14,
      borderLeft: ({ tone }) =>
        `4px ${tone === 'unknown' ? 'dashed' : 'solid'} ${
          toneColors(theme, tone).ink
        }`,
    },
    line: {
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'baseline',
      margin: 0,
      fontSize: ({ calm }) => (calm ? 15 : 19),
      fontWeight: 600,
      lineHeight: 1.35,
      overflowWrap: 'anywhere',
    },
    columns: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) 266px',
      gap: theme.spacing(2),
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    told: { minWidth: 0 },
    move: {
      paddingLeft: theme.spacing(2),
      borderLeft: `1px solid ${theme.palette.divider}`,
      [theme.breakpoints.down('sm')]: {
        padding: theme.spacing(1.25, 0, 0),
        borderLeft: 0,
        borderTop: `1px solid ${theme.palette.divider}`,
      },
    },
  }),
  { name: 'FluxDeliveryHeadline' },
);

const useLeadStyles = makeStyles(
  theme => ({
    lead: {
      margin: theme.spacing(0.25, 0, 0, 2.75),
      color: quietInk(theme),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'FluxDeliveryLead' },
);

/**
 * The answer before the data: one sentence. Where something diverged, also what and why, the path in words, and whose move it
 * is; elsewhere the words are a button away.
 */
export function Headline({
  path,
  diverged,
  onOpenRunbook,
}: {
  path: DeliveryPathDto;
  diverged?: Selected;
  onOpenRunbook: (targetId: string, segment: Segment) => void;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const appearance = verdictAppearance(path.verdict);
  const divergence = diverged?.target.divergence;
  const classes = useStyles({ tone: appearance.tone, calm: !divergence });
  const line = (
    <h2 className={classes.line}>
      <Glyph appearance={appearance} />
      <span>
        <VisuallyHidden>{t(`verdict.${path.verdict}`)}:</VisuallyHidden>{' '}
        {path.headline}
      </span>
    </h2>
  );
  return (
    <Paper variant="outlined" className={classes.box}>
      {diverged && divergence ? (
        <div className={classes.columns}>
          <div className={classes.told}>
            {line}
            <Lead diverged={diverged} divergence={divergence} />
            <Clauses narrative={path.narrative} />
          </div>
          <div className={classes.move}>
            <FirstMove
              divergence={divergence}
              path={path}
              onOpenRunbook={() =>
                onOpenRunbook(diverged.target.id, divergence.segment)
              }
            />
          </div>
        </div>
      ) : (
        <WordsOnDemand path={path}>{line}</WordsOnDemand>
      )}
      <Announcement text={path.headline} />
    </Paper>
  );
}

function Lead({
  diverged,
  divergence,
}: {
  diverged: Selected;
  divergence: DivergenceDto;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const classes = useLeadStyles();
  return (
    <p className={classes.lead}>
      {divergence.verdict === 'suspended'
        ? t('page.suspendedAt')
        : t('page.divergedAt')}{' '}
      <strong>{t(`segment.${divergence.segment}`)}</strong>
      {' · '}
      {diverged.environment.name}
      {' · '}
      {divergence.rootCause?.summary ?? divergence.summary}
    </p>
  );
}

/** Tells a screen reader of changes; not of the page as it was opened. */
function Announcement({ text }: { text: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const previous = useRef(text);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (previous.current !== text) {
      previous.current = text;
      setSaid(t('page.changed', { headline: text }));
    }
  }, [text, t]);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}
