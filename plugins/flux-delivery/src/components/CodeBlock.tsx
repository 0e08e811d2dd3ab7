import { makeStyles } from '@material-ui/core/styles';
import { CopyButton } from './CopyButton';

const useStyles = makeStyles(
  theme => ({
    frame: {
      display: 'flex',
      alignItems: 'flex-start',
      backgroundColor: theme.palette.action.hover,
      borderRadius: theme.shape.borderRadius,
      margin: theme.spacing(0.5, 0),
    },
    text: {
      flex: 1,
      minWidth: 0,
      margin: 0,
      padding: theme.spacing(1, 1.25),
      fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
      fontSize: 12,
      lineHeight: 1.5,
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
    tall: { maxHeight: 420, overflow: 'auto', whiteSpace: 'pre' },
  }),
  { name: 'FluxDeliveryCodeBlock' },
);

/** Text of a machine: a message, a command, YAML. `what` names it for the copy button. */
export function CodeBlock({
  text,
  what,
  tall = false,
}: {
  text: string;
  what: string;
  tall?: boolean;
}) {
  const classes = useStyles();
  return (
    <div className={classes.frame}>
      {tall ? (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        <pre className={`${classes.text} ${classes.tall}`} tabIndex={0}>
          {text}
        </pre>
      ) : (
        <pre className={classes.text}>{text}</pre>
      )}
      <CopyButton text={text} what={what} />
    </div>
  );
}
