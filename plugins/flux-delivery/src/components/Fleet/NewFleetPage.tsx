import { makeStyles } from '@material-ui/core/styles';
import { FleetContent } from './FleetContent';

const useStyles = makeStyles(
  theme => ({
    // A page brings its own distance to the edges where the app has none.
    page: {
      padding: theme.spacing(0, 2.5, 3),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1.5, 3) },
    },
  }),
  { name: 'FluxDeliveryFleetPage' },
);

/** The page inside the frame of the new frontend system. */
export function NewFleetPage() {
  const classes = useStyles();
  return (
    // Of the pages in this frame, only those of entities have a main part by themselves.
    <main className={classes.page}>
      <FleetContent />
    </main>
  );
}
