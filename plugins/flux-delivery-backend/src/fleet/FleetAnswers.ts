import {
  askFleet,
  type ClusterFreshnessDto,
  type FleetFilter,
  type FleetPath,
  type FleetQuestionsDto,
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPathReadPermission,
  matchingPart,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type { PathAccess, PathMay } from '../access/PathAccess';
import type { FleetBook, FleetEntry } from './FleetBook';
import type { FleetFigures } from './FleetFigures';
import type { FleetCall } from './FleetService';
import type { FleetSuspensions } from './FleetSuspensions';
import type { FluxSurvey } from './FluxSurvey';
import type { VisibleFleet } from './VisibleFleet';

/** `GET /fleet/questions`. */
export class FleetAnswers {
  constructor(
    private readonly deps: {
      book: FleetBook;
      access: PathAccess;
      visible: VisibleFleet;
      suspensions: Pick<FleetSuspensions, 'registered'>;
      flux: Pick<FluxSurvey, 'controllers' | 'alerts'>;
      figures: Pick<FleetFigures, 'of'>;
      /** Names of environments in promotion order. */
      order: readonly string[];
    },
  ) {}

  async to(filter: FleetFilter, call: FleetCall): Promise<FleetQuestionsDto> {
    const { access, book, flux, order, suspensions, visible: seen } = this.deps;
    const [may, mayHistory] = await access.ofEach(call.credentials, [
      fluxDeliveryPathReadPermission,
      fluxDeliveryHistoryReadPermission,
    ]);
    const entries = await seen.decidable(book.all(), may, mayHistory);
    const visible = await seen.paths(entries, may);
    const paths = visible.flatMap(path => matchingPart(path, filter) ?? []);
    const completeness = seen.completenessOf(paths);
    const clusters = completeness.clusters.map(({ name }) => name);
    const known = await this.figuresOf(paths, {
      entries,
      may: mayHistory,
      unseenSince: firstUnseen(completeness.clusters),
    });
    return {
      ...completeness,
      questions: askFleet({
        paths,
        order,
        suspensions: suspensions.registered(visible, filter, may),
        controllers: flux.controllers(clusters, may),
        alerts: flux.alerts(clusters),
        figures: known,
        complete: completeness.complete,
      }),
      ...(known && { figures: known }),
    };
  }

  /** Of those targets whose history the caller may read as well; undefined where that is none. */
  private async figuresOf(
    paths: readonly FleetPath[],
    {
      entries,
      may,
      unseenSince,
    }: {
      entries: readonly FleetEntry[];
      may: PathMay;
      unseenSince?: string;
    },
  ) {
    const { figures } = this.deps;
    if (may.nothing) {
      return undefined;
    }
    if (may.all) {
      return figures.of(paths, unseenSince);
    }
    const factsOf = new Map(
      entries.map(({ path, facts }) => [path.entityRef, facts]),
    );
    return figures.of(
      paths.flatMap(path => {
        const facts = factsOf.get(path.entityRef);
        const targets = path.targets.filter(
          target => facts && may.seeTarget(facts, target),
        );
        return targets.length > 0 ? { ...path, targets } : [];
      }),
      unseenSince,
    );
  }
}

/** What happens on a cluster that is not seen now is written down as a gap when it is seen again. */
function firstUnseen(
  clusters: readonly ClusterFreshnessDto[],
): string | undefined {
  return clusters
    .filter(({ state }) => state !== 'synced')
    .map(({ asOf, since }) => asOf ?? since)
    .sort((a, b) => (toMillis(a) ?? 0) - (toMillis(b) ?? 0))
    .at(0);
}
