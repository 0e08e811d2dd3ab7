import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  type Binding,
  commandsFor,
  type Condition,
  displayRef,
  keyOf,
  kindOf,
  linksFor,
  type LinkRules,
  type ObjectDetailsDto,
  type ObjectRef,
  redact,
  redactObject,
} from 'backstage-plugin-flux-delivery-common';
import type { ClusterClient } from 'backstage-plugin-flux-delivery-node';
import { stringify } from 'yaml';
import {
  type DeliveryPathService,
  type JudgedPath,
} from '../paths/DeliveryPathService';
import { refsOfTarget } from '../paths/PathInterest';
import { listEvents } from './listEvents';
import type { ObjectDetailsService } from './ObjectDetailsService';
import { toHttpError } from './toHttpError';

const TIMEOUT_MS = 10_000;

/** {@link ObjectDetailsService} over the cluster client; who may see what is decided by the paths it is given. */
export class DefaultObjectDetailsService implements ObjectDetailsService {
  constructor(
    private readonly deps: {
      paths: DeliveryPathService;
      client: ClusterClient;
      /** The version under which the cluster serves the kind, where it is known. */
      versionOf: (
        cluster: string,
        group: string,
        kind: string,
      ) => string | undefined;
      links: LinkRules;
      now: () => Date;
    },
  ) {}

  async getObject(
    ...[entityRef, { ref, credentials }]: Parameters<
      ObjectDetailsService['getObject']
    >
  ): Promise<ObjectDetailsDto> {
    const path = await this.deps.paths.judgePath(entityRef, { credentials });
    assertOnPath(path, ref);
    if (!path.tells(ref)) {
      throw new NotAllowedError(
        `${displayRef(ref)} in ${ref.cluster} is not of ${
          path.entity.entityRef
        }: its details are for those who may see it there`,
      );
    }
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const [raw, events] = await Promise.all([
      this.read(ref, signal),
      listEvents(this.deps.client, ref, signal),
    ]);
    const shown = redactObject(raw) as Record<string, unknown>;
    return {
      ref,
      observedAt: this.deps.now().toISOString(),
      conditions: conditionsOf(raw),
      ...events,
      yaml: stringify(shown),
      commands: commandsFor(ref),
      links: linksFor(ref, raw as never, this.deps.links),
    };
  }

  private async read(ref: ObjectRef, signal: AbortSignal): Promise<unknown> {
    const kind = kindOf(ref.group, ref.kind);
    if (!kind) {
      throw new NotFoundError(
        `flux-delivery does not read objects of kind ${ref.kind}: use the commands of the page`,
      );
    }
    const { cluster, group, namespace, name } = ref;
    const version =
      this.deps.versionOf(cluster, group, ref.kind) ?? kind.versions[0];
    try {
      return await this.deps.client.read(
        cluster,
        {
          group,
          version,
          plural: kind.plural,
          namespace: namespace || undefined,
          name,
        },
        { signal },
      );
    } catch (error) {
      throw toHttpError(error, `${displayRef(ref)} in ${cluster}`);
    }
  }
}

/** An image alone proves no right to read: what is merely inferred is shown with its verdicts, and not opened. */
const WITHHELD = new Set<Binding>(['notAuthorized', 'notVerified', 'inferred']);

function assertOnPath({ judged, entity }: JudgedPath, ref: ObjectRef): void {
  const key = keyOf(ref);
  const found = judged
    .filter(({ binding }) => !WITHHELD.has(binding))
    .some(
      target =>
        [...refsOfTarget(target), ...target.owned].some(
          candidate => keyOf(candidate) === key,
        ) ||
        target.workloads.some(({ pods }) =>
          [...(pods?.pods ?? []), ...(pods?.replicaSets ?? [])].some(
            ({ kind, metadata }) =>
              target.cluster === ref.cluster &&
              kind === ref.kind &&
              metadata.namespace === ref.namespace &&
              metadata.name === ref.name,
          ),
        ),
    );
  if (!found) {
    throw new NotFoundError(
      `${displayRef(ref)} in ${ref.cluster} is not on the path of ${
        entity.entityRef
      }`,
    );
  }
}

function conditionsOf(raw: unknown): ObjectDetailsDto['conditions'] {
  const status = (raw as { status?: { conditions?: Condition[] } } | undefined)
    ?.status;
  const conditions = Array.isArray(status?.conditions) ? status.conditions : [];
  return conditions.map(
    ({ type, status: state, reason, message, lastTransitionTime }) => ({
      type,
      status: state,
      reason: reason ?? '',
      message: redact(message ?? ''),
      since: lastTransitionTime,
    }),
  );
}
