import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { TagsDto } from 'backstage-plugin-flux-delivery-common';

/**
 * Tells how environments name their versions, and which tags moved.
 *
 * Rejects with `NotFoundError` where the entity does not exist or the caller may not read its history, and with
 * `ServiceUnavailableError` where the database does not answer.
 */
export interface TagService {
  tags(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<TagsDto>;
}
