import { Readable } from 'node:stream';
import { parseEntityRef } from '@backstage/catalog-model';
import type { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import {
  fluxDeliveryPathReadPermission,
  type IndexedTargetDto,
  pathResourceRef,
} from 'backstage-plugin-flux-delivery-common';
import { locationOf } from './locationOf';
import type { PathDocument } from './PathDocument';
import type { PluginReader } from './PluginReader';

/**
 * Every target of every service by owner, state and class, as of the run. A run that cannot read all of them fails, and leaves the
 * index as it was.
 */
export class PathCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'flux-delivery-path';
  readonly visibilityPermission = fluxDeliveryPathReadPermission;

  constructor(
    private readonly deps: {
      reader: Pick<PluginReader, 'items'>;
      /** Where the tab of a service is: `:namespace`, `:kind` and `:name` are filled in. */
      locationTemplate: string;
    },
  ) {}

  async getCollator(): Promise<Readable> {
    return Readable.from(this.documents());
  }

  private async *documents(): AsyncGenerator<PathDocument> {
    const targets = this.deps.reader.items<IndexedTargetDto>('/fleet/targets');
    for await (const target of targets) {
      yield this.documentOf(target);
    }
  }

  private documentOf(target: IndexedTargetDto): PathDocument {
    const { entityRef, targetId, segment, state, environment, cluster } =
      target;
    const { name } = parseEntityRef(entityRef);
    const page = locationOf(entityRef, this.deps.locationTemplate);
    const where = `${name} in ${environment} on ${cluster}`;
    return {
      title: `${where}: ${wordsOf(state)}${segment ? ` at ${segment}` : ''}`,
      text: [
        target.title,
        target.headline,
        target.class,
        target.version,
        target.owner,
        target.system,
        target.firstResponder && `first move: ${target.firstResponder}`,
      ]
        .filter(Boolean)
        .join(' · '),
      // The engines know a document by its location: no two may have the same.
      location: `${page}?${new URLSearchParams({ target: targetId })}`,
      entityRef,
      owner: target.owner ?? '',
      system: target.system ?? '',
      environment,
      cluster,
      state,
      class: target.class ?? '',
      authorization: {
        // State and version tell of all segments: that one stopped tells of those before it that they did not.
        resourceRef: pathResourceRef({ entityRef, targetId }),
      },
    };
  }
}

function wordsOf(state: IndexedTargetDto['state']): string {
  return state === 'inProgress' ? 'in progress' : state;
}
