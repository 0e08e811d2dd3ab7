import {
  type FleetFilter,
  type FleetPath,
  matchingPart,
  type RegisteredSuspension,
  suspensionRegister,
  type SuspensionsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import type { FleetBook } from './FleetBook';
import type { FleetCall } from './FleetService';
import type { StoppedObjects } from './StoppedObjects';
import type { VisibleFleet } from './VisibleFleet';

const MOST = 500;

/** Everything that somebody stopped: `GET /fleet/suspensions`, and what questions ask of it. */
export class FleetSuspensions {
  constructor(
    private readonly deps: {
      book: FleetBook;
      visible: VisibleFleet;
      stopped: Pick<StoppedObjects, 'beside'>;
      forgottenAfterDays: number;
      now: () => Date;
    },
  ) {}

  async list(filter: FleetFilter, call: FleetCall): Promise<SuspensionsDto> {
    const { book, visible: seen, forgottenAfterDays } = this.deps;
    const may = await seen.may(call);
    const visible = await seen.paths(book.all(), may);
    const items = this.registered(visible, filter, may);
    return {
      ...seen.completenessOf(visible),
      items: items.slice(0, MOST),
      forgottenAfterDays,
      truncated: items.length > MOST,
    };
  }

  /** Without a filter also what is on the way of no service. */
  registered(
    visible: readonly FleetPath[],
    filter: FleetFilter,
    may: PathMay,
  ): RegisteredSuspension[] {
    const { stopped, forgottenAfterDays, now } = this.deps;
    const isFiltered = Object.values(filter).some(each => each !== undefined);
    return suspensionRegister(
      visible.flatMap(path => matchingPart(path, filter) ?? []),
      isFiltered ? [] : stopped.beside(may),
      { now: now().toISOString(), forgottenAfterDays },
    );
  }
}
