import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import type { PropsWithChildren } from 'react';
import { NOTICE, verdictAppearance } from '../model/statusAppearance';
import type { StatusAppearance } from '../model/statusAppearance';
import { toneColors } from '../model/toneColors';
import type { Verdict } from 'backstage-plugin-flux-delivery-common';
import { Glyph } from './Glyph';

const useStyles = makeStyles<Theme, StatusAppearance>(
  theme => ({
    panel: {
      display: 'flex',
      gap: theme.spacing(1),
      padding: theme.spacing(1.5, 2),
      marginBottom: theme.spacing(2),
      fontSize: 14,
      borderLeft: ({ tone }) =>
        `4px ${tone === 'unknown' ? 'dashed' : 'solid'} ${
          toneColors(theme, tone).ink
        }`,
    },
    title: { margin: 0, fontSize: 16, fontWeight: 600 },
    body: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  }),
  { name: 'FluxDeliveryMessagePanel' },
);

/** Says in words why there is less on the page than expected. */
export function MessagePanel({
  title,
  verdict,
  role = 'status',
  level = 3,
  children,
}: PropsWithChildren<{
  title: string;
  /** Without a verdict it is a notice. */
  verdict?: Verdict;
  role?: 'status' | 'alert';
  /** Of the title: one below the heading above it. */
  level?: 2 | 3;
}>) {
  const appearance = verdict ? verdictAppearance(verdict) : NOTICE;
  const classes = useStyles(appearance);
  const Title: 'h2' | 'h3' = `h${level}`;
  return (
    <Paper variant="outlined" className={classes.panel} role={role}>
      <Glyph appearance={appearance} />
      <div className={classes.body}>
        <Title className={classes.title}>{title}</Title>
        {children}
      </div>
    </Paper>
  );
}
