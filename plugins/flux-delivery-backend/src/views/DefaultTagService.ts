import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  isFlagged,
  tagMoves,
  type TagsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { SeenHistories } from '../promotions/SeenHistories';
import { answered } from './answered';
import { HistoryReader } from './HistoryReader';
import { matrixEnvironments } from './matrixEnvironments';
import type { TagService } from './TagService';
import { PRESENT_NOT_TOLD } from './presentNotTold';

/** Looked through for moves: the newest of them. */
const MOST_ROWS = 2_000;
const MOST_RECORDS = 1_000;
const MOST_MOVES = 100;

export class DefaultTagService implements TagService {
  constructor(
    private readonly deps: {
      seen: Pick<SeenHistories, 'of'>;
      options: Pick<FluxDeliveryOptions, 'environments' | 'links'>;
      now: () => Date;
    },
  ) {}

  async tags(
    entityRef: string,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<TagsDto> {
    const { seen, options, now } = this.deps;
    const { subject, history, promotions, present, isPresentTold } =
      await seen.of(entityRef, { credentials });
    const reader = new HistoryReader({
      history,
      promotions,
      links: options.links,
    });
    const { items, truncated } = await answered(
      // Of all kinds: what a tag named at first sight, or before a commit that changed nothing here, is where its next move begins.
      reader.rows({ entityRef: subject.entityRef, all: true }, MOST_ROWS),
    );
    const { items: records } = await answered(
      promotions.page(subject, {}, { limit: MOST_RECORDS }),
    );
    const moves = tagMoves(items, records);
    return {
      entityRef: subject.entityRef,
      observedAt: now().toISOString(),
      environments: matrixEnvironments(options.environments, present).map(
        ({ name, pinned, consumes }) => ({
          name,
          pinned,
          ...(consumes && {
            consumes: {
              ...consumes,
              flagged: isFlagged({ pinned, consumes }),
            },
          }),
        }),
      ),
      ...(!isPresentTold && { notKnown: [PRESENT_NOT_TOLD] }),
      moves: moves.slice(0, MOST_MOVES),
      complete: !truncated && moves.length <= MOST_MOVES,
    };
  }
}
