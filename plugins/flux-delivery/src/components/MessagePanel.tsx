import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import type { PropsWithChildren } from 'react';
import { verdictAppearance } from '../model/statusAppearance';
import { toneColors } from '../model/toneColors';
import type { Verdict } from 'backstage-plugin-flux-delivery-common';
import { Glyph } from './Glyph';

const useStyles = makeStyles<Theme, { verdict: Verdict }>(
  theme => ({
    panel: {
      display: 'flex',
      gap: theme.spacing(1),
      padding: theme.spacing(1.5, 2),
      marginBottom: theme.spacing(2),
      fontSize: 14,
      borderLeft: ({ verdict }) =>
        `4px ${verdict === 'unknown' ? 'dashed' : 'solid'} ${
          toneColors(theme, verdictAppearance(verdict).tone).ink
        }`,
    },
    title: { margin: 0, fontSize: 16, fontWeight: 500 },
    body: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  }),
  { name: 'FluxDeliveryMessagePanel' },
);

/** Says in words why there is less on the page than expected. */
export function MessagePanel({
  title,
  verdict,
  role = 'status',
  children,
}: PropsWithChildren<{
  title: string;
  verdict: Verdict;
  role?: 'status' | 'alert';
}>) {
  const classes = useStyles({ verdict });
  return (
    <Paper variant="outlined" className={classes.panel} role={role}>
      <Glyph appearance={verdictAppearance(verdict)} />
      <div className={classes.body}>
        <h3 className={classes.title}>{title}</h3>
        {children}
      </div>
    </Paper>
  );
}
