import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  besideDivergence,
  type DivergenceInQuestion,
  type DivergencePointInputDto,
  type DivergenceStatement,
  firstDivergence,
  fluxDeliveryDivergenceRecordPermission,
  inQuestion,
  redact,
} from 'backstage-plugin-flux-delivery-common';
import type { PathAccess } from '../access/PathAccess';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import { mayRecordOn } from '../paths/seenPath';
import type { DivergencePointService } from './DivergencePointService';
import type { DivergencePointStore, TargetKey } from './DivergencePointStore';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** Asks first whether the path may be read, and then whether something may be said of it. */
export class DefaultDivergencePointService implements DivergencePointService {
  constructor(
    private readonly deps: {
      /** Refuses paths that the caller may not read. */
      paths: Pick<DeliveryPathService, 'judgePath'>;
      access: PathAccess;
      store: DivergencePointStore;
      /** Told of each change of an entity's path. */
      announce: (entityRef: string) => void;
      now: () => Date;
    },
  ) {}

  async record(
    { entityRef, targetId }: TargetKey,
    { segment, note, about: shown }: DivergencePointInputDto,
    { credentials }: { credentials: UserCredentials },
  ) {
    const { store, announce, now } = this.deps;
    const { target, divergence } = await this.targetOf(
      { entityRef, targetId },
      credentials,
    );
    const about = inQuestion(divergence);
    assertStillShown(shown, about);
    const text = redact(note?.trim() ?? '');
    const statement: DivergenceStatement = {
      by: credentials.principal.userEntityRef,
      at: now().toISOString(),
      segment,
      ...(text && { note: text }),
      about,
    };
    const standing = await stored(store.record(target, statement));
    if (standing === statement) {
      announce(target.entityRef);
    }
    return besideDivergence(standing, divergence);
  }

  async withdraw(
    key: TargetKey,
    { credentials }: { credentials: UserCredentials },
  ): Promise<void> {
    const { store, announce, now } = this.deps;
    const { target } = await this.targetOf(key, credentials);
    const stood = await stored(
      store.withdraw(target, {
        by: credentials.principal.userEntityRef,
        at: now().toISOString(),
      }),
    );
    if (stood) {
      announce(target.entityRef);
    }
  }

  private async targetOf(
    { entityRef, targetId }: TargetKey,
    credentials: UserCredentials,
  ) {
    const { access, paths } = this.deps;
    const { entity, judged } = await paths.judgePath(entityRef, {
      credentials,
    });
    const target = judged.find(({ id }) => id === targetId);
    if (!target) {
      throw new NotFoundError(
        `The path of ${entityRef} has no target ${targetId}`,
      );
    }
    const permission = fluxDeliveryDivergenceRecordPermission;
    const mayRecord = await access.of(credentials, permission);
    if (!mayRecordOn(entity, target, mayRecord)) {
      throw new NotAllowedError(
        `Recording a divergence point of ${entityRef} needs the permission ${permission.name}`,
      );
    }
    return {
      target: { entityRef: entity.entityRef, targetId },
      divergence: firstDivergence(target.segments),
    };
  }
}

/** A person who confirms one divergence must not be taken to have confirmed the next. */
function assertStillShown(
  shown: DivergencePointInputDto['about'],
  { segment, class: failure }: DivergenceInQuestion,
): void {
  if (shown && (shown.segment !== segment || shown.class !== failure)) {
    throw new ConflictError(
      `about: the divergence is ${
        segment === 'none'
          ? 'gone'
          : `at ${segment}${failure ? ` (${failure})` : ''}`
      } by now; look again before you say where it is`,
    );
  }
}

async function stored<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new ServiceUnavailableError(
      'The database did not take it: nothing was recorded',
      error,
    );
  }
}
