import type { PermissionsService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type Delivery,
  fluxDeliveryHistoryReadPermission,
  fromMillis,
  type Identifier,
  type IdentifierKind,
  identifiersOfDelivery,
  type IndexedReleaseDto,
  matrixOf,
  type Promotion,
  type ReleasesDto,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import { identifiersOfPromotion } from '../promotions/identifiersOfPromotion';
import type { PromotionStore } from '../promotions/PromotionStore';
import { answered } from './answered';
import { HistoryReader, type Hints } from './HistoryReader';
import type { ReleaseListService } from './ReleaseListService';

const SERVICES_ON_A_PAGE = 10;
/** Enough for the newest releases of a service with several clusters in six environments. */
const ROWS = 500;
const RECORDS = 100;
const RELEASES = 50;
/** They name where something runs, or where it comes from, and no release. */
const NO_NAME_OF_A_RELEASE: ReadonlySet<IdentifierKind> = new Set([
  'repository',
  'source',
  'workload',
] as const);

/** Reads the ledger from service to service. */
export class DefaultReleaseListService implements ReleaseListService {
  private readonly reader: HistoryReader;

  constructor(
    private readonly deps: {
      permissions: PermissionsService;
      history: DeliveryHistory;
      promotions: Pick<PromotionStore, 'page'>;
      options: Pick<FluxDeliveryOptions, 'links'>;
      hints?: Hints;
      now: () => Date;
    },
  ) {
    const { history, promotions, options, hints } = deps;
    this.reader = new HistoryReader({
      history,
      promotions,
      links: options.links,
      hints,
    });
  }

  async list({
    credentials,
    cursor,
  }: Parameters<ReleaseListService['list']>[0]): Promise<ReleasesDto> {
    const { permissions, history } = this.deps;
    const isService =
      (credentials.principal as { type?: string } | undefined)?.type ===
      'service';
    // The catalog trusts services, and shows a person perhaps not everything.
    const decisions = await permissions.authorizeConditional(
      [
        { permission: fluxDeliveryHistoryReadPermission },
        ...(isService ? [] : [{ permission: catalogEntityReadPermission }]),
      ],
      { credentials },
    );
    if (decisions.some(({ result }) => result !== AuthorizeResult.ALLOW)) {
      throw new NotAllowedError(
        'This list is for callers that may read the history of everything',
      );
    }
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    const refs = await answered(history.entities(SERVICES_ON_A_PAGE, after));
    const items: IndexedReleaseDto[] = [];
    for (const entityRef of refs) {
      items.push(...(await answered(this.releasesOf(entityRef))));
    }
    const last = refs.at(-1);
    return {
      items,
      ...(last !== undefined &&
        refs.length === SERVICES_ON_A_PAGE && { nextCursor: toCursor(last) }),
    };
  }

  private async releasesOf(entityRef: string): Promise<IndexedReleaseDto[]> {
    const { promotions, now } = this.deps;
    // Records that name no entity are joined to a path, which nobody asks for here.
    const subject = { entityRef, images: [], sources: [] };
    const [{ items: rows }, { items: records }] = await Promise.all([
      this.reader.rows({ entityRef, all: true }, ROWS),
      promotions.page(subject, {}, { limit: RECORDS }),
    ]);
    const { versions, cells } = matrixOf({
      entityRef,
      deliveries: rows,
      promotions: records,
      environments: [],
      now: fromMillis(now().getTime()),
      versions: RELEASES,
      store: 'ledger',
    });
    const told = await this.reader.actorsOf(subject, rows);
    const byId = new Map(rows.map(row => [row.id, row]));
    return versions.map(({ key, title, identifiers, firstSeenAt }) => {
      const delivered = cells
        .filter(({ version }) => version === key)
        .flatMap(({ targets }) =>
          targets.flatMap(({ deliveryId }) => byId.get(deliveryId) ?? []),
        );
      return {
        entityRef,
        key,
        title,
        names: namesOf(
          delivered,
          delivered.flatMap(({ id }) => told.get(id)?.promotion ?? []),
          Object.values(identifiers),
        ),
        firstSeenAt,
      };
    });
  }
}

function namesOf(
  rows: readonly Delivery[],
  records: readonly Promotion[],
  more: readonly (string | undefined)[],
): string[] {
  const named = [
    ...rows.flatMap(row => identifiersOfDelivery(row)),
    ...records.flatMap(record => identifiersOfPromotion(record)),
  ].filter(({ kind }: Identifier) => !NO_NAME_OF_A_RELEASE.has(kind));
  return [...new Set([...more, ...named.map(({ value }) => value)])].filter(
    (name): name is string => Boolean(name),
  );
}

/** Opaque to callers; it holds nothing but the ref of a service that they were shown. */
function toCursor(entityRef: string): string {
  return Buffer.from(JSON.stringify({ after: entityRef })).toString(
    'base64url',
  );
}

function fromCursor(text: string): string {
  try {
    const { after } = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    if (typeof after === 'string' && !after.includes('\0')) {
      return after;
    }
  } catch {
    // Falls through: it is none.
  }
  throw new InputError('request/query/cursor is no cursor of this list');
}
