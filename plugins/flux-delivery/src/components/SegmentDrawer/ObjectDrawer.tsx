import { displayRef } from 'backstage-plugin-flux-delivery-common';
import type { ObjectRef } from 'backstage-plugin-flux-delivery-common';
import { DetailsDrawer } from './DetailsDrawer';
import { ObjectDetails } from './ObjectDetails';

/** One object of the path, read from its cluster: opening it is the question. */
export function ObjectDrawer({
  entityRef,
  object,
  onClose,
}: {
  entityRef: string;
  object: ObjectRef;
  onClose: () => void;
}) {
  return (
    <DetailsDrawer
      title={object.name}
      subtitle={`${displayRef(object)} · ${object.cluster}`}
      onClose={onClose}
    >
      <ObjectDetails entityRef={entityRef} object={object} immediately />
    </DetailsDrawer>
  );
}
