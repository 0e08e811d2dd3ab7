import { explainFailure } from 'backstage-plugin-flux-delivery-common';
import type {
  ClustersDto,
  ContractDto,
  DeliveryPathDto,
  ExplainInput,
  ExplanationDto,
  DivergencePointInputDto,
  EntityOwnershipDto,
  ObjectDetailsDto,
  ObjectRef,
  OwnedDto,
  OwnershipDto,
  OwnershipGapsDto,
  RecordedDivergence,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryApi, PathAnswer } from '../api/FluxDeliveryApi';
import type { OwnershipGapsQuery } from '../api/OwnershipApi';
import { entityOwnership, gaps, lookedUp } from './ownership';
import { FakeHistory } from './FakeHistory';
import { OWNERS, PLATFORM, NOW, objectDetails, ownedObjects } from './scenarios';

/** Answers from memory; a path can be replaced while the page looks at it. */
export class FakeFluxDeliveryApi extends FakeHistory implements FluxDeliveryApi {
  readonly requests: string[] = [];
  private version = 0;
  private answer: DeliveryPathDto | Error | undefined;
  private readonly owned: number;

  /** Without an answer a request never ends. */
  constructor(answer?: DeliveryPathDto | Error, owned = 14) {
    super();
    this.answer = answer;
    this.owned = owned;
  }

  become(answer: DeliveryPathDto | Error): void {
    this.answer = answer;
    this.version += 1;
  }

  async getPath(
    _entityRef: string,
    options?: { etag?: string },
  ): Promise<PathAnswer> {
    this.requests.push('path');
    if (!this.answer) {
      return new Promise(() => {});
    }
    if (this.answer instanceof Error) {
      throw this.answer;
    }
    const etag = `"${this.version}"`;
    return options?.etag === etag
      ? { modified: false }
      : { modified: true, etag, path: this.answer };
  }

  async getObject(
    _entityRef: string,
    ref: ObjectRef,
  ): Promise<ObjectDetailsDto> {
    this.requests.push(`object ${ref.kind}/${ref.name}`);
    return objectDetails(ref);
  }

  async getOwned(_entityRef: string, targetId: string): Promise<OwnedDto> {
    this.requests.push(`owned ${targetId}`);
    return ownedObjects(targetId, this.owned);
  }

  entityOwnership: EntityOwnershipDto | Error | undefined = entityOwnership;
  ownership: OwnershipDto | Error | undefined = lookedUp;
  gaps: OwnershipGapsDto | Error | undefined = gaps;

  async getEntityOwnership(): Promise<EntityOwnershipDto> {
    this.requests.push('ownership');
    return answerOrNever(this.entityOwnership);
  }

  async lookUpOwnership(text: string): Promise<OwnershipDto> {
    this.requests.push(`look up ${text}`);
    return answerOrNever(this.ownership);
  }

  async getOwnershipGaps(
    query: OwnershipGapsQuery = {},
  ): Promise<OwnershipGapsDto> {
    this.requests.push(`gaps ${JSON.stringify(query)}`);
    return answerOrNever(this.gaps);
  }

  contract: ContractDto | Error = new Error('No contract was given');

  async getContract(): Promise<ContractDto> {
    this.requests.push('contract');
    if (this.contract instanceof Error) {
      throw this.contract;
    }
    return this.contract;
  }

  /** Lets the next change be refused. */
  refusal?: Error;

  async recordDivergencePoint(
    _entityRef: string,
    targetId: string,
    { segment, note, about = { segment: 'none' } }: DivergencePointInputDto,
  ): Promise<RecordedDivergence> {
    this.requests.push(`say ${segment}${note ? ` “${note}”` : ''}`);
    const recorded = {
      by: 'user:default/ann',
      at: new Date(NOW).toISOString(),
      segment,
      ...(note && { note }),
      about,
      confirms: segment === about.segment,
    };
    this.show(targetId, recorded);
    return recorded;
  }

  async withdrawDivergencePoint(
    _entityRef: string,
    targetId: string,
  ): Promise<void> {
    this.requests.push('withdraw');
    this.show(targetId, null);
  }

  private show(targetId: string, recordedDivergence: RecordedDivergence | null) {
    if (this.refusal) {
      throw this.refusal;
    }
    const path = this.answer as DeliveryPathDto;
    this.become({
      ...path,
      environments: path.environments.map(environment => ({
        ...environment,
        targets: environment.targets.map(target =>
          target.id === targetId ? { ...target, recordedDivergence } : target,
        ),
      })),
    });
  }

  /** The real core, over nothing that a backend would know. */
  async explain({
    message,
    entityRef,
  }: ExplainInput & { entityRef?: string }): Promise<ExplanationDto> {
    this.requests.push(`explain ${entityRef ?? 'anything'}`);
    const explanation = explainFailure(
      { message },
      { ownership: { platformGroup: PLATFORM, rules: [] }, runbooks: [] },
    );
    return { ...explanation, owners: OWNERS };
  }

  async getClusters(): Promise<ClustersDto> {
    this.requests.push('clusters');
    return {
      observedAt: '2026-03-10T09:30:00Z',
      clusters: [
        {
          name: 'prod-eu',
          state: 'synced',
          authProvider: 'serviceAccount',
          objects: 42,
          asOf: '2026-03-10T09:29:58Z',
          kinds: [
            {
              group: 'apps',
              kind: 'Deployment',
              version: 'v1',
              state: 'synced',
              objects: 12,
              asOf: '2026-03-10T09:29:58Z',
            },
            {
              group: 'gateway.networking.k8s.io',
              kind: 'HTTPRoute',
              state: 'forbidden',
              objects: 0,
              lastError: 'forbidden',
              advice: 'Grant list and watch on httproutes',
            },
          ],
        },
      ],
    };
  }
}

async function answerOrNever<T>(answer: T | Error | undefined): Promise<T> {
  if (answer === undefined) {
    return new Promise(() => {});
  }
  if (answer instanceof Error) {
    throw answer;
  }
  return answer;
}
