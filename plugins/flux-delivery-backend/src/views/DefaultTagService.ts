import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  isFlagged,
  tagMoves,
  type TagsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { PromotionStore } from '../promotions/PromotionStore';
import { subjectOf } from '../promotions/subjectOf';
import { answered } from './answered';
import { HistoryReader } from './HistoryReader';
import { matrixEnvironments } from './matrixEnvironments';
import type { TagService } from './TagService';
import { maySeePresent, PRESENT_NOT_TOLD } from './whatMaySee';

/** Looked through for moves: the newest of them. */
const MOST_ROWS = 2_000;
const MOST_RECORDS = 1_000;
const MOST_MOVES = 100;

export class DefaultTagService implements TagService {
  private readonly reader: HistoryReader;

  constructor(
    private readonly deps: {
      /** Checks whether the caller sees the entity; the permission is asked for here. */
      paths: Pick<DeliveryPathService, 'judgePath'>;
      permissions: PermissionsService;
      history: DeliveryHistory;
      promotions: Pick<PromotionStore, 'page'>;
      options: Pick<FluxDeliveryOptions, 'environments' | 'links'>;
      now: () => Date;
    },
  ) {
    const { history, promotions, options } = deps;
    this.reader = new HistoryReader({
      history,
      promotions,
      links: options.links,
    });
  }

  async tags(
    entityRef: string,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<TagsDto> {
    const { permissions, paths, promotions, options, now } = this.deps;
    const isPresentTold = await maySeePresent(
      permissions,
      entityRef,
      credentials,
    );
    const path = await paths.judgePath(entityRef, { credentials });
    const subject = subjectOf(path);
    const { items, truncated } = await answered(
      // Of all kinds: what a tag named at first sight, or before a commit that changed nothing here, is where its next move begins.
      this.reader.rows({ entityRef: subject.entityRef, all: true }, MOST_ROWS),
    );
    const { items: records } = await answered(
      promotions.page(subject, {}, { limit: MOST_RECORDS }),
    );
    const moves = tagMoves(items, records);
    return {
      entityRef: subject.entityRef,
      observedAt: now().toISOString(),
      environments: matrixEnvironments(
        options.environments,
        isPresentTold ? path.judged : [],
      ).map(({ name, pinned, consumes }) => ({
        name,
        pinned,
        ...(consumes && {
          consumes: {
            ...consumes,
            flagged: isFlagged({ pinned, consumes }),
          },
        }),
      })),
      ...(!isPresentTold && { notKnown: [PRESENT_NOT_TOLD] }),
      moves: moves.slice(0, MOST_MOVES),
      complete: !truncated && moves.length <= MOST_MOVES,
    };
  }
}
