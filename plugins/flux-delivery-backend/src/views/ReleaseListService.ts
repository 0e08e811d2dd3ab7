import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ReleasesDto } from 'backstage-plugin-flux-delivery-common';

/** Every release that is recorded, for an index that decides itself who may see what of it. */
export interface ReleaseListService {
  /**
   * Service by service. Each page reads a bounded number of rows, however many there are.
   *
   * @throws NotAllowedError where the caller may not read the history of everything
   * @throws InputError for a cursor of another list
   * @throws ServiceUnavailableError while the database does not answer
   */
  list(options: {
    credentials: BackstageCredentials;
    cursor?: string;
  }): Promise<ReleasesDto>;
}
