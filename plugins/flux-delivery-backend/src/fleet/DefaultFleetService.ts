import {
  type FleetDto,
  type FleetFilter,
  type FleetQuestionsDto,
  fleetRowOf,
  type IndexedTargetsDto,
  type InventoryView,
  type SummariesDto,
  type SuspensionsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { PathAccess } from '../access/PathAccess';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import { FleetAnswers } from './FleetAnswers';
import type { FleetBook } from './FleetBook';
import type { FleetFigures } from './FleetFigures';
import { FleetIndex } from './FleetIndex';
import { FleetList } from './FleetList';
import type { FleetCall, FleetService } from './FleetService';
import { FleetSuspensions } from './FleetSuspensions';
import type { FluxSurvey } from './FluxSurvey';
import type { FreshFacts } from '../access/FreshFacts';
import type { StoppedObjects } from './StoppedObjects';
import { VisibleFleet } from './VisibleFleet';

/** Answers from the book, what the caller may see of it. */
export class DefaultFleetService implements FleetService {
  private readonly visible: VisibleFleet;
  private readonly lists: FleetList;
  private readonly stops: FleetSuspensions;
  private readonly answers: FleetAnswers;
  private readonly index: FleetIndex;
  private readonly order: string[];

  constructor(
    private readonly deps: {
      book: FleetBook;
      access: PathAccess;
      facts: Pick<FreshFacts, 'of' | 'newest'>;
      stopped: Pick<StoppedObjects, 'beside'>;
      flux: Pick<FluxSurvey, 'controllers' | 'alerts'>;
      figures: Pick<FleetFigures, 'of'>;
      /** Without it nobody's contacts are told. */
      owners?: OwnerDirectory;
      view: InventoryView;
      options: Pick<FluxDeliveryOptions, 'environments' | 'fleet'>;
      now: () => Date;
    },
  ) {
    const { environments, fleet } = deps.options;
    this.order = environments.map(({ name }) => name);
    this.visible = new VisibleFleet(deps);
    const shared = { ...deps, visible: this.visible, order: this.order };
    this.lists = new FleetList(shared);
    this.stops = new FleetSuspensions({ ...shared, ...fleet });
    this.answers = new FleetAnswers({ ...shared, suspensions: this.stops });
    this.index = new FleetIndex(shared);
  }

  list(
    filter: FleetFilter,
    page: { limit: number; cursor?: string },
    call: FleetCall,
  ): Promise<FleetDto> {
    return this.lists.page(filter, page, call);
  }

  async summaries(
    entityRefs: readonly string[],
    call: FleetCall,
  ): Promise<SummariesDto> {
    const { book } = this.deps;
    const refs = new Set(entityRefs.map(ref => ref.toLocaleLowerCase('en')));
    const may = await this.visible.may(call);
    const visible = await this.visible.paths(
      [...refs].flatMap(ref => book.get(ref) ?? []),
      may,
    );
    return {
      ...this.visible.completenessOf(visible),
      items: visible.map(path => fleetRowOf(path, this.order)),
    };
  }

  suspensions(filter: FleetFilter, call: FleetCall): Promise<SuspensionsDto> {
    return this.stops.list(filter, call);
  }

  questions(filter: FleetFilter, call: FleetCall): Promise<FleetQuestionsDto> {
    return this.answers.to(filter, call);
  }

  targets(
    page: { services: number; after?: string },
    call: FleetCall,
  ): Promise<IndexedTargetsDto> {
    return this.index.page(page, call);
  }
}
