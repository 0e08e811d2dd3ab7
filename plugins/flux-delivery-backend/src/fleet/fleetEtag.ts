import { createHash } from 'node:crypto';
import type {
  FleetDto,
  SummariesDto,
  SuspensionsDto,
} from 'backstage-plugin-flux-delivery-common';

/** Changes exactly when something but the time of the answer, or of a judgement, changes. */
export function fleetEtag({
  observedAt: _,
  clusters,
  ...lasting
}: FleetDto | SummariesDto | SuspensionsDto): string {
  const told = clusters.map(({ name, state, since }) => [name, state, since]);
  return `W/"${createHash('sha256')
    .update(
      JSON.stringify([lasting, told], (key, value) =>
        key === 'judgedAt' ? undefined : value,
      ),
    )
    .digest('base64url')
    .slice(0, 27)}"`;
}
