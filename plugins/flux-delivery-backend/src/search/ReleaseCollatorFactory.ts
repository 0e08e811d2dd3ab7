import { Readable } from 'node:stream';
import { parseEntityRef } from '@backstage/catalog-model';
import type { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import {
  fluxDeliveryHistoryReadPermission,
  type IndexedReleaseDto,
} from 'backstage-plugin-flux-delivery-common';
import { locationOf } from './locationOf';
import type { PluginReader } from './PluginReader';
import type { ReleaseDocument } from './ReleaseDocument';

/** Every release of every service, by all its names. A run that cannot read all of them fails, and leaves the index as it was. */
export class ReleaseCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'flux-delivery-release';
  readonly visibilityPermission = fluxDeliveryHistoryReadPermission;

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

  private async *documents(): AsyncGenerator<ReleaseDocument> {
    const releases = this.deps.reader.items<IndexedReleaseDto>('/releases');
    for await (const release of releases) {
      yield this.documentOf(release);
    }
  }

  private documentOf({
    entityRef,
    key,
    title,
    names,
    firstSeenAt,
  }: IndexedReleaseDto): ReleaseDocument {
    const { name } = parseEntityRef(entityRef);
    const location = locationOf(entityRef, this.deps.locationTemplate);
    const search = new URLSearchParams({ section: 'history', find: title });
    return {
      title: `${name} ${title}`,
      text: names.join(' '),
      // The engines know a document by its location: no two may have the same.
      location: `${location}?${search}#${encodeURIComponent(key)}`,
      entityRef,
      firstSeenAt,
      authorization: { resourceRef: entityRef },
    };
  }
}
