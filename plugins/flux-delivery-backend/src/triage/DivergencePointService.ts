import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type {
  DivergencePointInputDto,
  RecordedDivergence,
} from 'backstage-plugin-flux-delivery-common';
import type { TargetKey } from './DivergencePointStore';

interface Call {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
}

/**
 * Lets a person confirm or correct where the delivery to a target left intent.
 *
 * Every verb rejects with `NotFoundError` where the caller may not read the path, or it has no such target, and with
 * `NotAllowedError` where they may read it and not record.
 */
export interface DivergencePointService {
  /** Rejects with `ConflictError` where the divergence is no longer the one that the person was shown. */
  record(
    target: TargetKey,
    input: DivergencePointInputDto,
    call: Call,
  ): Promise<RecordedDivergence>;

  /** Does nothing where no statement stands. */
  withdraw(target: TargetKey, call: Call): Promise<void>;
}
