import { makeStyles } from '@material-ui/core/styles';
import { quietInk } from '../model/toneColors';
import { CodeBlock } from './CodeBlock';

const useStyles = makeStyles(
  theme => ({
    title: { fontSize: 12, color: quietInk(theme) },
  }),
  { name: 'FluxDeliveryCommands' },
);

/** The exact commands for somebody with a terminal. */
export function CommandList({
  commands,
}: {
  commands: { title: string; command: string }[];
}) {
  const classes = useStyles();
  return (
    <>
      {commands.map(({ title, command }) => (
        <div key={command}>
          <span className={classes.title}>{title}</span>
          <CodeBlock text={command} what={title} />
        </div>
      ))}
    </>
  );
}
