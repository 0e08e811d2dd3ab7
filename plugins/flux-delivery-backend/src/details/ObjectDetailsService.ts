import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ObjectDetailsDto,
  ObjectRef,
} from 'backstage-plugin-flux-delivery-common';

/**
 * Details of one object, read from its cluster when a person opens it.
 *
 * Rejects with `NotFoundError` where the entity's path is not visible to the caller, where the object is not part of that
 * path, and where it is gone; with `NotAllowedError` where it is of others and only its name is told to the caller; with `ServiceUnavailableError` where the cluster does not answer.
 */
export interface ObjectDetailsService {
  getObject(
    entityRef: string,
    options: { ref: ObjectRef; credentials: BackstageCredentials },
  ): Promise<ObjectDetailsDto>;
}
