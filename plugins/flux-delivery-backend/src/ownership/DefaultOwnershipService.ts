import { InputError, NotFoundError } from '@backstage/errors';
import {
  type ClusterFreshnessDto,
  describeRef,
  type EntityFacts,
  type EntityOwnershipDto,
  fluxDeliveryOwnershipReadPermission,
  type InventoryView,
  keyOf,
  type ObjectRef,
  type OwnershipDto,
  type OwnershipGap,
  type OwnershipGapsDto,
  type OwnershipMatch,
  type OwnershipOptions,
  type OwnershipQuestion,
  type OwningEntity,
  ruledOwner,
  segmentOwners,
  targetOwnershipOf,
  tenantOf,
} from 'backstage-plugin-flux-delivery-common';
import type { PathAccess, PathMay } from '../access/PathAccess';
import { placeOf, placeOfObject } from '../access/places';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { NamedObject } from './NamedObjects';
import { namedObjects } from './NamedObjects';
import type { ObjectGaps } from './ObjectGaps';
import type { Directory, OwnedUnits, OwningTarget } from './OwnedUnits';
import type { OwnerDirectory } from './OwnerDirectory';
import { ownersNamed } from './ownersNamed';
import type {
  GapFilter,
  OwnershipCall,
  OwnershipService,
} from './OwnershipService';
import type { Survey, SurveyedGap } from './OwnershipSurvey';
import { VisibleGaps } from './VisibleGaps';

/** Looked at for one question; told of are {@link MOST_MATCHES}. */
const MOST_OBJECTS = 500;
const MOST_MATCHES = 50;
const MOST_ENTITIES = 50;
const MOST_FACETS = 200;

interface Asked {
  may: PathMay;
  gaps: VisibleGaps;
  survey: Survey;
}

/** Answers from the directory of services, the inventory and the last survey. */
export class DefaultOwnershipService implements OwnershipService {
  constructor(
    private readonly deps: {
      access: PathAccess;
      view: InventoryView;
      directory: Directory;
      units: OwnedUnits;
      objectGaps: ObjectGaps;
      survey: { get(): Promise<Survey> };
      /** Narrows to what the caller may see by the permission that it is given. */
      paths: Pick<DeliveryPathService, 'judgePath'>;
      contracts: Pick<Contracts, 'of'>;
      owners: OwnerDirectory;
      options: Pick<FluxDeliveryOptions, 'ownership' | 'tenants'>;
      now: () => Date;
    },
  ) {}

  async lookUp(
    questions: readonly OwnershipQuestion[],
    call: OwnershipCall,
  ): Promise<OwnershipDto> {
    const asked = await this.ask(call);
    const { view } = this.deps;
    const named = distinct(
      questions.flatMap(question =>
        question.by === 'namespace'
          ? this.namespaces(question)
          : namedObjects(question, { view, survey: asked.survey }),
      ),
    );
    const looked = named.slice(0, MOST_OBJECTS);
    const matches = await this.matches(looked, asked);
    const told = matches.slice(0, MOST_MATCHES);
    return {
      ...this.completeness(asked.may, matches),
      readAs: [...questions],
      matches: told,
      entityRefs: await this.entitiesNamed(questions, asked.may),
      truncated: matches.length > told.length || named.length > looked.length,
      owners: await this.deps.owners.lookUp(ownersNamed(told), call),
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
    const options = await this.optionsFor(entity);
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
      clusters: this.clusters(({ name }) => concerned.has(name)),
      owners: await this.deps.owners.lookUp(
        ownersNamed([owner, targets]),
        call,
      ),
    };
  }

  async gaps(
    { gap, ...filter }: GapFilter,
    { limit, cursor }: { limit: number; cursor?: string },
    call: OwnershipCall,
  ): Promise<OwnershipGapsDto> {
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    const asked = await this.ask(call);
    const visible = await this.visibleGaps(asked);
    const kept = visible.filter(({ object }) => isAsked(object, filter));
    const wanted = gap ? kept.filter(each => each.gap === gap) : kept;
    const rest = after ? wanted.filter(({ id }) => id > after) : wanted;
    const page = rest.slice(0, limit);
    const now = await asked.gaps.of(
      distinct(page.map(({ object }) => ({ ref: object }))).map(
        ({ ref }) => ref,
      ),
    );
    const byId = new Map(now.map(each => [each.id, each]));
    return {
      ...this.completeness(asked.may, []),
      surveyedAt: new Date(asked.survey.at).toISOString(),
      // What was mended since is left out.
      items: page.flatMap(({ id }) => byId.get(id) ?? []),
      nextCursor: rest.length > page.length ? toCursor(page.at(-1)!.id) : null,
      total: wanted.length,
      counts: {
        unowned: kept.filter(each => each.gap === 'unowned').length,
        doublyOwned: kept.filter(each => each.gap === 'doublyOwned').length,
      },
      facets: facetsOf(visible),
    };
  }

  private may({ credentials }: OwnershipCall): Promise<PathMay> {
    return this.deps.access.of(
      credentials,
      fluxDeliveryOwnershipReadPermission,
    );
  }

  private async ask(call: OwnershipCall): Promise<Asked> {
    const [may, survey] = await Promise.all([
      this.may(call),
      this.deps.survey.get(),
    ]);
    return { may, survey, gaps: new VisibleGaps(this.deps, may) };
  }

  private async matches(
    named: readonly NamedObject[],
    asked: Asked,
  ): Promise<OwnershipMatch[]> {
    const { may, gaps } = asked;
    const { units } = this.deps;
    const having = named.map(({ ref }) =>
      isNamespace(ref)
        ? units.inNamespace(ref.cluster, ref.name)
        : units.having(ref),
    );
    const allowed = having.map(owning =>
      owning.filter(each => maySee(may, each)),
    );
    const shown = await may.visibleAmong([
      ...new Set(allowed.flat().map(({ facts }) => facts.entityRef)),
    ]);
    const told = named.flatMap(({ ref, because }, at) => {
      const owning = allowed[at].filter(({ facts }) =>
        shown.has(facts.entityRef),
      );
      const seesPlace = may.seePlace(placeOfObject(ref));
      return owning.length > 0 || seesPlace
        ? { ref, because, owning, withheld: owning.length < having[at].length }
        : [];
    });
    const wrong = new Map<string, OwnershipGap[]>();
    for (const gap of await gaps.of(
      told.slice(0, MOST_MATCHES).map(({ ref }) => ref),
    )) {
      const key = keyOf(gap.object);
      wrong.set(key, [...(wrong.get(key) ?? []), gap]);
    }
    return Promise.all(
      told.map(async ({ ref, because, owning, withheld }) => ({
        ...this.placed(ref, because),
        entities: await Promise.all(
          owning
            .slice(0, MOST_ENTITIES)
            .map(each => this.owningEntity(ref, each, may)),
        ),
        ...(owning.length === 0 &&
          !withheld && { owner: this.ownerWithoutEntity(ref) }),
        ...(owning.length === 0 && withheld && { withheld: true as const }),
        gaps: wrong.get(keyOf(ref)) ?? [],
      })),
    );
  }

  private placed(ref: ObjectRef, because: string) {
    const { view } = this.deps;
    const { cluster, group, kind } = ref;
    const isGone = view.freshness(cluster, group, kind).state === 'synced';
    let exists: boolean | null = isGone ? false : null;
    if (view.get(ref)) {
      exists = true;
    }
    const listing = view.by('byInventoryEntry', keyOf(ref));
    return {
      object: ref,
      because: [
        because,
        ...listing.map(
          applier => `the inventory of ${describeRef(applier.ref)} lists it`,
        ),
      ],
      exists,
      appliers: listing.map(applier => applier.ref),
    };
  }

  private async owningEntity(
    ref: ObjectRef,
    { facts, target, segment }: OwningTarget,
    may: PathMay,
  ): Promise<OwningEntity> {
    const { entityRef, title, owner, system } = facts;
    const place = placeOf(target);
    const segments = segmentOwners(
      target,
      await this.optionsFor(facts),
      each => !may.bySegment || may.seeSegment(facts, place, each),
    );
    const own = segments.find(each => each.segment === segment);
    return {
      entityRef,
      ...(title && { title }),
      ...(owner && { owner }),
      ...(system && { system }),
      targetId: target.id,
      environment: target.environment,
      cluster: target.cluster,
      binding: target.binding,
      ...(segment && { segment }),
      ...(own && {
        objectOwner: {
          ...(own.owner && { owner: own.owner }),
          because: own.because,
          ...(own.unowned && { unowned: true as const }),
        },
      }),
      because: isNamespace(ref)
        ? [`it has something in the namespace ${ref.name}`, ...target.because]
        : [...target.because],
      segments,
    };
  }

  private ownerWithoutEntity(ref: ObjectRef) {
    const { view, options } = this.deps;
    return (
      ruledOwner(ref, view.get(ref)?.object, options.ownership) ??
      tenantOf(
        isNamespace(ref) ? { ...ref, namespace: ref.name } : ref,
        options,
      ) ?? {
        unowned: true as const,
        because: 'no entity has it, and no rule or tenant names an owner',
      }
    );
  }

  private async optionsFor(facts: EntityFacts): Promise<OwnershipOptions> {
    const { options, contracts, units, view } = this.deps;
    return {
      ...options.ownership,
      entityOwner: facts.owner,
      contract: (await contracts.of(facts)).contract,
      readersOfSource: ref => units.ownersOfReaders(ref),
      objectOf: ref => view.get(ref)?.object,
    };
  }

  private namespaces({
    cluster,
    namespace,
  }: Extract<OwnershipQuestion, { by: 'namespace' }>): NamedObject[] {
    const { view, units } = this.deps;
    return view
      .clusters()
      .filter(({ name }) => cluster === undefined || name === cluster)
      .map(({ name }) => ({
        cluster: name,
        group: '',
        kind: 'Namespace',
        namespace: '',
        name: namespace,
      }))
      .filter(
        ref =>
          view.get(ref) || units.inNamespace(ref.cluster, ref.name).length > 0,
      )
      .map(ref => ({ ref, because: 'it is what was asked for' }));
  }

  /** Entities that a question names, or that are called as what it names. */
  private async entitiesNamed(
    questions: readonly OwnershipQuestion[],
    may: PathMay,
  ): Promise<string[]> {
    const { directory } = this.deps;
    const refs = questions.flatMap(question => {
      if (question.by === 'entity') {
        return question.entityRef.toLowerCase();
      }
      return question.by === 'name' && question.namespace === undefined
        ? `component:default/${question.name}`
        : [];
    });
    const allowed = [...new Set(refs)].filter(entityRef => {
      const facts = directory.factsOf(entityRef);
      return (
        facts !== undefined &&
        may.seeEntity(facts, [...directory.targetsOf(entityRef)].map(placeOf))
      );
    });
    const shown = await may.visibleAmong(allowed);
    return allowed.filter(entityRef => shown.has(entityRef));
  }

  /** By permission first, from memory; the catalog is asked about what is left. */
  private async visibleGaps({
    may,
    gaps,
    survey,
  }: Asked): Promise<SurveyedGap[]> {
    const needed = new Set<string>();
    const candidates = survey.gaps.map(gap => {
      const entityRefs = may.seePlace(placeOfObject(gap.object))
        ? undefined
        : gap.entityRefs.filter(ref => gaps.mayKnow(ref, gap.object));
      entityRefs?.forEach(ref => needed.add(ref));
      return { gap, entityRefs };
    });
    const shown = await may.visibleAmong([...needed]);
    return candidates.flatMap(({ gap, entityRefs }) =>
      entityRefs === undefined || entityRefs.some(ref => shown.has(ref))
        ? gap
        : [],
    );
  }

  private async gapsOf(
    refs: readonly ObjectRef[],
    may: PathMay,
  ): Promise<Map<string, OwnershipGap[]>> {
    const unique = distinct(refs.map(ref => ({ ref }))).map(({ ref }) => ref);
    const byKey = new Map<string, OwnershipGap[]>();
    for (const gap of await new VisibleGaps(this.deps, may).of(unique)) {
      const key = keyOf(gap.object);
      byKey.set(key, [...(byKey.get(key) ?? []), gap]);
    }
    return byKey;
  }

  /** Of clusters alone that the caller may know of. That not everything is known is no secret. */
  private completeness(may: PathMay, matches: readonly OwnershipMatch[]) {
    const { directory, view, now } = this.deps;
    const told = new Set(matches.map(({ object }) => object.cluster));
    const clusters = view.clusters();
    const isReady =
      clusters.length > 0 &&
      !directory.hasStale() &&
      !directory.entityRefs().next().done;
    return {
      observedAt: now().toISOString(),
      complete: isReady && clusters.every(({ state }) => state === 'synced'),
      clusters: this.clusters(
        ({ name, state }) =>
          state !== 'synced' &&
          (told.has(name) || may.seePlace({ cluster: name, namespaces: [] })),
      ),
    };
  }

  private clusters(
    isTold: (cluster: ClusterFreshnessDto) => boolean,
  ): ClusterFreshnessDto[] {
    return this.deps.view
      .clusters()
      .filter(isTold)
      .map(({ name, title, state, asOf, since, lastError }) => ({
        name,
        title,
        state,
        asOf,
        since,
        lastError,
      }));
  }
}

function maySee(may: PathMay, { facts, target, segment }: OwningTarget) {
  const place = placeOf(target);
  return segment && may.bySegment
    ? may.seeSegment(facts, place, segment)
    : may.seeTarget(facts, place);
}

function isNamespace({ group, kind }: ObjectRef): boolean {
  return group === '' && kind === 'Namespace';
}

function isAsked(
  object: ObjectRef,
  { cluster, namespace, kind }: Omit<GapFilter, 'gap'>,
): boolean {
  return (
    (cluster === undefined || object.cluster === cluster) &&
    (namespace === undefined || object.namespace === namespace) &&
    (kind === undefined || object.kind.toLowerCase() === kind.toLowerCase())
  );
}

function facetsOf(gaps: readonly SurveyedGap[]): OwnershipGapsDto['facets'] {
  const values = (of: (ref: ObjectRef) => string) =>
    [...new Set(gaps.map(({ object }) => of(object)))]
      .filter(Boolean)
      .sort()
      .slice(0, MOST_FACETS);
  return {
    clusters: values(ref => ref.cluster),
    namespaces: values(ref => ref.namespace),
    kinds: values(ref => ref.kind),
  };
}

function distinct<T extends { ref: ObjectRef }>(named: readonly T[]): T[] {
  const seen = new Set<string>();
  return named.filter(({ ref }) => {
    const key = keyOf(ref);
    return !seen.has(key) && seen.add(key);
  });
}

function toCursor(id: string): string {
  return Buffer.from(JSON.stringify(['gap', id])).toString('base64url');
}

/** @throws InputError */
function fromCursor(cursor: string): string {
  try {
    const [kind, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (kind === 'gap' && typeof id === 'string') {
      return id;
    }
  } catch {
    // As any other text.
  }
  throw new InputError('cursor: it is none that this list gave');
}
