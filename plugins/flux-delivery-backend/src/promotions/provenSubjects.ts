import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { PromotionSubject } from './PromotionStore';
import { subjectOf } from './subjectOf';

/** The images and sources of an entity as `GET …/promotions` has them; undefined where the caller sees no such entity. */
export function provenSubjects(paths: Pick<DeliveryPathService, 'judgePath'>) {
  return async (
    entityRef: string,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<PromotionSubject | undefined> => {
    try {
      return subjectOf(await paths.judgePath(entityRef, { credentials }));
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  };
}
