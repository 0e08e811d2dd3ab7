import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  type Delivery,
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPathReadPermission,
  type JudgedTarget,
  type TellsSegment,
  UNASSIGNED,
} from 'backstage-plugin-flux-delivery-common';
import { bothMay } from '../access/bothMay';
import type { PathAccess, PathMay, TargetPlace } from '../access/PathAccess';
import { placeOf, placeOfRow } from '../access/places';
import type { FluxDeliveryOptions } from '../config';
import type {
  DeliveryHistory,
  RecordedTarget,
} from '../history/DeliveryLedger';
import { seenHistory, toldRow } from '../history/seenHistory';
import type {
  DeliveryPathService,
  JudgedPath,
  ResolvedEntity,
} from '../paths/DeliveryPathService';
import type { Viewers } from '../paths/Viewers';
import type { PromotionStore, PromotionSubject } from './PromotionStore';
import { mayTellSome, placesOf, type Recorded } from './recordedPlaces';
import { subjectOf } from './subjectOf';

/** The part of an entity's past that one caller may see. */
export interface SeenPart {
  /** Of the targets that they may see. */
  subject: PromotionSubject;
  history: DeliveryHistory;
  promotions: Pick<PromotionStore, 'page'>;
  sees(target: RecordedTarget): boolean;
  tells(target: RecordedTarget): TellsSegment;
  /** As much of the rows as is told. */
  told(rows: readonly Delivery[]): Delivery[];
  /** Whether promotions into the environment are told. */
  seesEnvironment(environment: string): boolean;
}

/** The history of one entity, as far as one caller may see it. */
export interface SeenHistory extends SeenPart {
  /** The targets of now that they may see by `flux-delivery.path.read` as well, and all segments of. */
  present: JudgedTarget[];
  /** False where `present` lacks targets of which they see the history. */
  isPresentTold: boolean;
}

interface Call {
  credentials: BackstageCredentials;
  /** True where what is told of the past tells as much as a path of now. */
  likePath?: boolean;
}

/**
 * Who may see what of the past. What a target is now decides about all of its history; of one that is gone, what rows tell of it, in
 * every environment that it was in. The rows of an entity are for those who may see the entity now: they go along when it changes
 * hands.
 */
export class SeenHistories {
  constructor(
    private readonly deps: {
      access: PathAccess;
      /** Checks whether the catalog shows the entity to the caller. */
      paths: Pick<DeliveryPathService, 'judgePath'>;
      history: DeliveryHistory;
      promotions: Pick<PromotionStore, 'page'>;
      options: Pick<FluxDeliveryOptions, 'environments'>;
      /** Who reads the past of an entity is told of its changes. */
      viewers?: Pick<Viewers, 'note'>;
    },
  ) {}

  /**
   * While the database does not answer, that of the targets of now alone: where those were that are gone is not known.
   *
   * @throws NotFoundError where the entity does not exist, or nothing of its history may be seen: the two cannot be told apart
   * @throws ServiceUnavailableError where nothing of what is now may be seen, and what was cannot be told
   */
  async of(
    entityRef: string,
    { credentials, likePath }: Call,
  ): Promise<SeenHistory> {
    const [past, path] = await this.deps.access.ofEach(credentials, [
      fluxDeliveryHistoryReadPermission,
      fluxDeliveryPathReadPermission,
    ]);
    const may = likePath ? bothMay(past, path) : past;
    if (may.nothing) {
      throw notFound(entityRef);
    }
    // Also of an entity that turns out to be missing: it takes the same as one that may not be seen.
    const asked = this.recordedOf(may, entityRef);
    const judged = await this.deps.paths
      .judgePath(entityRef, {
        credentials,
        ...(!may.all && {
          admits: async (entity, targets) =>
            mayTellSome(may, entity, { targets, rows: (await asked).rows }),
        }),
      })
      .catch(async error => {
        const { failure } = await asked;
        const isKnown = error.name !== 'NotFoundError' || !failure;
        throw isKnown ? error : unavailable(failure);
      });
    const recorded = await asked;
    const seen = this.part(judged, { may, recorded });
    if (!seen) {
      throw notFound(entityRef);
    }
    this.deps.viewers?.note(entityRef, credentials);
    const present = judged.judged.filter(target =>
      seen.sees(recordedOf(target)),
    );
    const told = present.filter(target => isToldWhole(judged, target, path));
    return {
      present: told,
      isPresentTold: !path.nothing && told.length === present.length,
      ...seen,
    };
  }

  /** Undefined where that is nothing. */
  async partOf(
    entity: ResolvedEntity,
    may: PathMay,
  ): Promise<SeenPart | undefined> {
    const recorded = await this.recordedOf(may, entity.entity.entityRef);
    return this.part(entity, { may, recorded });
  }

  private part(
    entity: ResolvedEntity,
    { may, recorded }: { may: PathMay; recorded: Recorded },
  ): SeenPart | undefined {
    return may.all
      ? this.everything(entity)
      : this.seenBy(may, entity, recorded);
  }

  private everything(judged: ResolvedEntity): SeenPart {
    const { history, promotions } = this.deps;
    return {
      subject: subjectOf(judged),
      history,
      promotions,
      sees: () => true,
      tells: () => () => true,
      told: rows => [...rows],
      seesEnvironment: () => true,
    };
  }

  private seenBy(
    may: PathMay,
    judged: ResolvedEntity,
    { rows, failure }: Recorded,
  ): SeenPart | undefined {
    const { history, promotions } = this.deps;
    const { entity, resolved } = judged;
    const places = placesOf(resolved.targets, rows);
    const of = (target: RecordedTarget) =>
      places.get(target.targetId) ?? [placeOfRow(target)];
    const sees = (target: RecordedTarget) =>
      (!failure || places.has(target.targetId)) &&
      of(target).every(place => may.seeTarget(entity, place));
    const targetIds = [...places]
      .filter(([, found]) => found.every(place => may.seeTarget(entity, place)))
      .map(([id]) => id);
    if (failure && targetIds.length === 0) {
      throw unavailable(failure);
    }
    if (places.size > 0 ? targetIds.length === 0 : !may.seeEntity(entity, [])) {
      return undefined;
    }
    const tells =
      (target: RecordedTarget) => (segment: Parameters<TellsSegment>[0]) =>
        of(target).every(place => may.seeSegment(entity, place, segment));
    const targets = resolved.targets.filter(({ id }) => targetIds.includes(id));
    const environments = this.environmentsOf(
      judged,
      may,
      targetIds.flatMap(id => places.get(id)!),
    );
    return {
      subject: subjectOf({ entity, resolved: { ...resolved, targets } }),
      history: seenHistory(history, {
        ...(may.byTarget && { targetIds }),
        ...(may.bySegment && { tells }),
      }),
      promotions: seenPromotions(promotions, environments),
      sees,
      tells,
      told: all => all.filter(sees).map(row => toldRow(row, tells(row))),
      seesEnvironment: name => !environments || environments.includes(name),
    };
  }

  /** Nothing where it makes no difference. Never rejects. */
  private async recordedOf(may: PathMay, entityRef: string): Promise<Recorded> {
    if (!may.byTarget) {
      return { rows: [] };
    }
    return this.deps.history.targets(entityRef).then(
      rows => ({ rows }),
      (failure: Error) => ({ rows: [], failure }),
    );
  }

  /** Into which promotions are told: where a target is that is seen, or that is allowed wherever its targets may come to be. */
  private environmentsOf(
    { entity }: ResolvedEntity,
    may: PathMay,
    seen: readonly TargetPlace[],
  ): string[] | undefined {
    if (!may.byTarget) {
      return undefined;
    }
    const { environments } = this.deps.options;
    const inSight = new Set(seen.map(({ environment }) => environment));
    const anywhere = (environment: string) =>
      may.seeTarget(entity, {
        cluster: '',
        environment,
        namespaces: [],
        unknown: ['cluster', 'namespace'],
      });
    return [
      ...new Set([
        ...environments.map(({ name }) => name),
        UNASSIGNED,
        ...inSight,
      ]),
    ].filter(name => inSight.has(name) || anywhere(name));
  }
}

function unavailable(failure: Error): ServiceUnavailableError {
  return new ServiceUnavailableError(
    'The database does not answer: what of this history you may see cannot be told',
    failure,
  );
}

function seenPromotions(
  promotions: Pick<PromotionStore, 'page'>,
  environments: readonly string[] | undefined,
): Pick<PromotionStore, 'page'> {
  return environments
    ? {
        page: (subject, filter, options) =>
          promotions.page(subject, { ...filter, environments }, options),
      }
    : promotions;
}

function isToldWhole(
  { entity }: JudgedPath,
  target: JudgedTarget,
  path: PathMay,
): boolean {
  if (path.all || path.nothing) {
    return path.all;
  }
  const place = placeOf(target);
  return path.bySegment
    ? target.segments.every(({ segment }) =>
        path.seeSegment(entity, place, segment),
      )
    : path.seeTarget(entity, place);
}

function recordedOf({
  id,
  environment,
  cluster,
  applierRef,
}: JudgedTarget): RecordedTarget {
  return { targetId: id, environment, cluster, applier: applierRef ?? null };
}

function notFound(entityRef: string): NotFoundError {
  return new NotFoundError(`No entity ${entityRef}`);
}
