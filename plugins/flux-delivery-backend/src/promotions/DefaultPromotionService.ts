import { createHash } from 'node:crypto';
import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  FieldFault,
  fluxDeliveryPromotionRecordPermission,
  type Promotion,
  promotionContent,
  type PromotionInput,
  UNASSIGNED,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { EntityLookup } from '../paths/EntityLookup';
import { fromCursor, toCursor } from './cursor';
import { DeliveriesOf } from './DeliveriesOf';
import type {
  PromotionAnswer,
  PromotionService,
  ToldPromotion,
} from './PromotionService';
import type { PromotionStore } from './PromotionStore';
import type { SeenHistories } from './SeenHistories';
import { whoSaid } from './whoSaid';

type ListOptions = Parameters<PromotionService['list']>[1];

/** Checks who may, what was said and of what, and then keeps it. */
export class DefaultPromotionService implements PromotionService {
  constructor(
    private readonly deps: {
      store: PromotionStore;
      entities: Pick<EntityLookup, 'find'>;
      /** Answers as the plugin itself. */
      isKnown: (entityRef: string) => Promise<boolean>;
      seen: Pick<SeenHistories, 'of'>;
      permissions: PermissionsService;
      options: Pick<FluxDeliveryOptions, 'environments'>;
      /** Told of each entity whose history changed. */
      announce: (entityRef: string) => void;
      now: () => Date;
    },
  ) {}

  async record(
    told: ToldPromotion,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<PromotionAnswer> {
    const permission = fluxDeliveryPromotionRecordPermission;
    const [{ result }] = await this.deps.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Recording a promotion needs the permission ${permission.name}`,
      );
    }
    return this.keep(told, {
      credentials,
      exists: async entityRef =>
        (await this.deps.entities.find(entityRef, { credentials })) !==
        undefined,
    });
  }

  async recordUnproven(told: ToldPromotion): Promise<PromotionAnswer> {
    return this.keep(told, { exists: this.deps.isKnown });
  }

  async list(
    entityRef: string,
    { credentials, filter, limit, cursor }: ListOptions,
  ) {
    const { seen, now } = this.deps;
    const { subject, history, promotions } = await seen.of(entityRef, {
      credentials,
    });
    const page = await answered(
      promotions.page(subject, filter, {
        limit,
        ...(cursor !== undefined && { after: fromCursor(cursor) }),
      }),
    );
    const carriedOut = await answered(
      new DeliveriesOf({ history, store: promotions }).carryingOut(
        subject,
        page.items,
      ),
    );
    return {
      entityRef: subject.entityRef,
      observedAt: now().toISOString(),
      items: page.items.map(promotion => ({
        ...promotion,
        deliveries: carriedOut.get(promotion.id) ?? [],
      })),
      ...(page.next && { nextCursor: toCursor(page.next) }),
    };
  }

  private async keep(
    { feed, read }: ToldPromotion,
    {
      credentials,
      exists,
    }: {
      credentials?: BackstageCredentials;
      exists: (entityRef: string) => Promise<boolean>;
    },
  ): Promise<PromotionAnswer> {
    const { store, announce, now } = this.deps;
    const input = this.read(read);
    if (input.entityRef && !(await exists(input.entityRef))) {
      throw new InputError(`entityRef names no entity: ${input.entityRef}`);
    }
    const { actor: named, ...rest } = input;
    const promotion: Promotion = {
      ...rest,
      ...whoSaid(named, credentials),
      recordedAt: now().toISOString(),
      feed,
    };
    const fingerprint = fingerprintOf(input);
    const kept = await stored(store.record(promotion, fingerprint));
    if (kept.fingerprint !== fingerprint) {
      throw new ConflictError(
        `id ${input.id} was used before, for another promotion; what was recorded then stays`,
      );
    }
    if (kept.created && input.entityRef) {
      announce(input.entityRef);
    }
    return { created: kept.created, promotion: kept.promotion };
  }

  private read(read: ToldPromotion['read']): PromotionInput {
    const { options, now } = this.deps;
    try {
      return read({
        environments: [
          ...options.environments.map(({ name }) => name),
          UNASSIGNED,
        ],
        now: now().getTime(),
      });
    } catch (error) {
      throw error instanceof FieldFault ? new InputError(error.message) : error;
    }
  }
}

function fingerprintOf(input: PromotionInput): string {
  return createHash('sha256').update(promotionContent(input)).digest('hex');
}

async function stored<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new ServiceUnavailableError(
      'The database did not take it: nothing was recorded; send it again later, the id makes that safe',
      error,
    );
  }
}

async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new ServiceUnavailableError(
      'The database does not answer: promotions cannot be read',
      error,
    );
  }
}
