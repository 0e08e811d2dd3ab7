import { displayRef } from 'backstage-plugin-flux-delivery-common';
import type { ObjectRef } from 'backstage-plugin-flux-delivery-common';
import { useOwnershipStyles } from './useOwnershipStyles';

/** An object as people write it, with its cluster where that is not told beside it. */
export function ObjectName({
  object,
  withCluster = false,
}: {
  object: ObjectRef;
  withCluster?: boolean;
}) {
  const classes = useOwnershipStyles();
  return (
    <span className={classes.object}>
      {displayRef(object)}
      {withCluster && object.cluster && ` (${object.cluster})`}
    </span>
  );
}
