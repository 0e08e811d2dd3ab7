import { NotFoundError } from '@backstage/errors';
import {
  type EntityOwnershipDto,
  fluxDeliveryOwnershipReadPermission,
  type InventoryView,
  keyOf,
  type ObjectRef,
  type OwnedService,
  type OwnershipDto,
  type OwnershipGap,
  type OwnershipGapsDto,
  type OwnershipQuestion,
  targetOwnershipOf,
} from 'backstage-plugin-flux-delivery-common';
import type { PathAccess, PathMay } from '../access/PathAccess';
import { placeOf } from '../access/places';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import { completeness, freshnessOf } from './completeness';
import type { FreshFacts } from '../access/FreshFacts';
import { DecidedEntities } from './DecidedEntities';
import { distinctObjects } from './distinctObjects';
import { type NamedObject, namedObjects } from './NamedObjects';
import type { ObjectGaps } from './ObjectGaps';
import { ObjectMatches } from './ObjectMatches';
import type { Directory, OwnedUnits } from './OwnedUnits';
import type { EntityStanding } from '../ownership/EntityStanding';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import { ownedService, OwnedServices } from './OwnedServices';
import { ownersNamed } from './ownersNamed';
import type { OwnersOf } from './ownersOf';
import type {
  GapFilter,
  OwnershipCall,
  OwnershipService,
} from './OwnershipService';
import type { Survey } from './OwnershipSurvey';
import { pageOfGaps } from './pageOfGaps';
import { VisibleGaps } from './VisibleGaps';

/** Looked at for one question: what is hidden must not take the place of what is not. Told of are {@link MOST_MATCHES}. */
const MOST_OBJECTS = 5_000;
const MOST_MATCHES = 50;
const MOST_PARTS = 200;

/** Answers from the directory of services, the inventory and the last survey. */
export class DefaultOwnershipService implements OwnershipService {
  constructor(
    private readonly deps: {
      access: PathAccess;
      view: InventoryView;
      directory: Directory;
      /** What is in the directory was read with the whole catalog, some minutes ago: it finds, and does not decide. */
      facts: Pick<FreshFacts, 'newest'>;
      units: OwnedUnits;
      objectGaps: ObjectGaps;
      survey: { get(): Promise<Survey> };
      /** Narrows to what the caller may see by the permission that it is given. */
      paths: Pick<DeliveryPathService, 'judgePath'>;
      ownersOf: OwnersOf;
      owners: OwnerDirectory;
      standing: EntityStanding;
      contracts: Pick<Contracts, 'of'>;
      options: Pick<FluxDeliveryOptions, 'ownership' | 'tenants'>;
      now: () => Date;
    },
  ) {}

  async lookUp(
    questions: readonly OwnershipQuestion[],
    call: OwnershipCall,
  ): Promise<OwnershipDto> {
    const { view, owners } = this.deps;
    const [asked, services] = await Promise.all([
      this.ask(call),
      new OwnedServices(this.deps).named(questions, call),
    ]);
    const matching = new ObjectMatches(this.deps, asked);
    const named = distinct(
      questions.flatMap(question =>
        question.by === 'namespace'
          ? matching.namespaces(question)
          : namedObjects(question, { view, survey: asked.survey }),
      ),
    );
    const looked = named.slice(0, MOST_OBJECTS);
    const { matches, more } = await matching.of(looked, MOST_MATCHES);
    const found = await this.entitiesNamed(services.entityRefs, asked);
    const entityRefs = found.slice(0, MOST_PARTS);
    const told = entityRefs.flatMap(
      entityRef => this.serviceOf(entityRef, asked) ?? [],
    );
    const known = completeness(this.deps, {
      may: asked.may,
      told: [
        ...matches.map(({ object }) => object.cluster),
        ...told.flatMap(each => each.namespaces.map(({ cluster }) => cluster)),
      ],
    });
    return {
      ...known,
      readAs: [...questions],
      matches,
      complete: known.complete && services.complete,
      entityRefs,
      services: told,
      truncated:
        more ||
        named.length > looked.length ||
        found.length > entityRefs.length,
      owners: await owners.lookUp(ownersNamed([matches, told]), {
        ...call,
        may: asked.may,
      }),
    };
  }

  async ofEntity(
    entityRef: string,
    call: OwnershipCall,
  ): Promise<EntityOwnershipDto> {
    const may = await this.may(call);
    if (may.nothing) {
      throw new NotFoundError(`No entity ${entityRef}`);
    }
    const { paths, view, units } = this.deps;
    const { entity, observedAt, judged, tells } = await paths.judgePath(
      entityRef,
      { ...call, may },
    );
    const [options, { runbook, sections }] = await Promise.all([
      this.deps.ownersOf(entity),
      this.deps.contracts.of(entity),
    ]);
    const gaps = await this.gapsOf(
      judged.flatMap(target => [
        ...(target.applierRef ? [target.applierRef] : []),
        ...target.sources.map(({ ref }) => ref),
        ...target.workloads.map(({ ref }) => ref),
      ]),
      may,
    );
    const targets = judged.map(target =>
      targetOwnershipOf(target, {
        view,
        options,
        tells,
        ownersOfApplier: ref => units.ownersOfApplier(ref),
        tenants: this.deps.options.tenants,
        documented: {
          runbook: runbook !== undefined,
          alerts: (sections.links?.value.alerts ?? []).length > 0,
        },
        tellsSegment: segment =>
          !may.bySegment || may.seeSegment(entity, placeOf(target), segment),
        gapsOf: ref => gaps.get(keyOf(ref)) ?? [],
      }),
    );
    const concerned = new Set(targets.map(({ cluster }) => cluster));
    const { owner, system, title } = entity;
    return {
      entityRef: entity.entityRef,
      ...(title && { title }),
      ...(owner && { owner }),
      ...(system && { system }),
      observedAt,
      targets,
      clusters: freshnessOf(view, ({ name }) => concerned.has(name)),
      owners: await this.deps.owners.lookUp(ownersNamed([owner, targets]), {
        ...call,
        may,
      }),
    };
  }

  async gaps(
    filter: GapFilter,
    page: { limit: number; cursor?: string },
    call: OwnershipCall,
  ): Promise<OwnershipGapsDto> {
    const asked = await this.ask(call);
    return {
      ...completeness(this.deps, asked),
      surveyedAt: new Date(asked.survey.at).toISOString(),
      ...(await pageOfGaps(filter, page, asked)),
    };
  }

  private may({ credentials }: OwnershipCall): Promise<PathMay> {
    return this.deps.access.of(
      credentials,
      fluxDeliveryOwnershipReadPermission,
    );
  }

  private async ask(call: OwnershipCall) {
    const [may, survey] = await Promise.all([
      this.may(call),
      this.deps.survey.get(),
    ]);
    const entities = new DecidedEntities(this.deps, may);
    return {
      may,
      survey,
      entities,
      gaps: new VisibleGaps(this.deps, may, entities),
    };
  }

  /** The first of the entities that the caller may be told of, and one more where there are more. */
  private async entitiesNamed(
    refs: readonly string[],
    { may, entities }: { may: PathMay; entities: DecidedEntities },
  ): Promise<string[]> {
    const { directory } = this.deps;
    const isAllowed = (entityRef: string) => {
      const facts = entities.factsOf(entityRef);
      return (
        facts !== undefined &&
        may.seeEntity(facts, [...directory.targetsOf(entityRef)])
      );
    };
    const allowed = [...new Set(refs)].filter(isAllowed);
    const shown = await entities.shown(allowed);
    return allowed
      .filter(entityRef => shown.has(entityRef) && isAllowed(entityRef))
      .slice(0, MOST_PARTS + 1);
  }

  private serviceOf(
    entityRef: string,
    { may, entities }: { may: PathMay; entities: DecidedEntities },
  ): OwnedService | undefined {
    const { directory } = this.deps;
    const facts = entities.factsOf(entityRef);
    return (
      facts &&
      ownedService(
        facts,
        [...directory.targetsOf(entityRef)].filter(target =>
          may.seeTarget(facts, target),
        ),
        (target, segment) =>
          !may.bySegment || may.seeSegment(facts, target, segment),
      )
    );
  }

  private async gapsOf(
    refs: readonly ObjectRef[],
    may: PathMay,
  ): Promise<Map<string, OwnershipGap[]>> {
    const byKey = new Map<string, OwnershipGap[]>();
    const entities = new DecidedEntities(this.deps, may);
    const found = await new VisibleGaps(this.deps, may, entities).of(
      distinctObjects(refs),
    );
    for (const gap of found) {
      const key = keyOf(gap.object);
      byKey.set(key, [...(byKey.get(key) ?? []), gap]);
    }
    return byKey;
  }
}

function distinct(named: readonly NamedObject[]): NamedObject[] {
  const seen = new Set<string>();
  return named.filter(({ ref }) => {
    const key = keyOf(ref);
    return !seen.has(key) && seen.add(key);
  });
}
