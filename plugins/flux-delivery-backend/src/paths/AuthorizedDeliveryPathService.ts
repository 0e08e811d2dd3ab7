import { NotFoundError } from '@backstage/errors';
import {
  fluxDeliveryDivergenceRecordPermission,
  fluxDeliveryPathReadPermission,
} from 'backstage-plugin-flux-delivery-common';
import type { PathAccess, PathMay } from '../access/PathAccess';
import type { DeliveryPathService, PathCall } from './DeliveryPathService';
import type { Viewers } from './Viewers';

/**
 * Asks for `flux-delivery.path.read` first; what of a path is not allowed is not there, and who is denied all of it gets the answer
 * of a missing entity. A path also tells where its reader may say that it diverged, so that a page offers only what works. Who reads
 * one is told of its changes from then on, for some seconds.
 */
export class AuthorizedDeliveryPathService implements DeliveryPathService {
  constructor(
    private readonly inner: DeliveryPathService,
    private readonly access: PathAccess,
    private readonly viewers?: Pick<Viewers, 'note' | 'refuse'>,
  ) {}

  async resolvePath(entityRef: string, call: PathCall) {
    return this.inner.resolvePath(entityRef, await this.seen(entityRef, call));
  }

  async judgePath(entityRef: string, call: PathCall) {
    return this.inner.judgePath(entityRef, await this.seen(entityRef, call));
  }

  async getPath(entityRef: string, call: PathCall) {
    return this.watched(entityRef, call, async () => {
      const [may, mayRecord] = await this.access.ofEach(call.credentials, [
        fluxDeliveryPathReadPermission,
        fluxDeliveryDivergenceRecordPermission,
      ]);
      assertSomething(entityRef, may);
      return this.inner.getPath(entityRef, { ...call, may, mayRecord });
    });
  }

  async getOwned(entityRef: string, call: PathCall & { targetId: string }) {
    const seen = await this.seen(entityRef, call);
    return this.inner.getOwned(entityRef, { ...seen, targetId: call.targetId });
  }

  private async watched<T>(
    entityRef: string,
    { credentials }: PathCall,
    read: () => Promise<T>,
  ): Promise<T> {
    try {
      const answer = await read();
      this.viewers?.note(entityRef, credentials);
      return answer;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        this.viewers?.refuse(entityRef, credentials);
      }
      throw error;
    }
  }

  private async seen(entityRef: string, call: PathCall): Promise<PathCall> {
    const may = await this.access.of(
      call.credentials,
      fluxDeliveryPathReadPermission,
    );
    assertSomething(entityRef, may);
    return { ...call, may };
  }
}

function assertSomething(entityRef: string, may: PathMay): void {
  if (may.nothing) {
    throw new NotFoundError(`No entity ${entityRef}`);
  }
}
