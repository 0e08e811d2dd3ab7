import { makeStyles } from '@material-ui/core/styles';
import { GapLists } from './GapLists';
import { LookUp } from './LookUp';

const useStyles = makeStyles(
  { page: { fontSize: 14, paddingTop: 8 } },
  { name: 'FluxDeliveryOwnershipContent' },
);

/** Whose anything is, and what nobody or several own. */
export function OwnershipContent() {
  const classes = useStyles();
  return (
    <div className={classes.page}>
      <LookUp />
      <GapLists />
    </div>
  );
}
