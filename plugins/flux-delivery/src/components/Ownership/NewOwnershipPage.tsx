import { makeStyles } from '@material-ui/core/styles';
import { OwnershipContent } from './OwnershipContent';

const useStyles = makeStyles(
  theme => ({
    // A page brings its own distance to the edges where the app has none.
    page: {
      padding: theme.spacing(0, 2.5, 3),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1.5, 3) },
    },
  }),
  { name: 'FluxDeliveryOwnershipPage' },
);

/** The page inside the frame of the new frontend system. */
export function NewOwnershipPage() {
  const classes = useStyles();
  return (
    <div className={classes.page}>
      <OwnershipContent />
    </div>
  );
}
