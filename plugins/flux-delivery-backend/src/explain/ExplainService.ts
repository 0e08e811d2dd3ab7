import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ExplainInput,
  ExplanationDto,
} from 'backstage-plugin-flux-delivery-common';

/** A text to explain, and of which service and target it is. */
export interface ExplainRequest extends ExplainInput {
  /** A full entity ref. */
  entityRef?: string;
  targetId?: string;
}

/**
 * Says what a text means and whose move it is.
 *
 * Rejects with `NotFoundError` where the entity or the target does not exist or the caller may not see it: these cannot be told
 * apart. Without an entity nothing is read of any path.
 */
export interface ExplainService {
  explain(
    request: ExplainRequest,
    options: { credentials: BackstageCredentials },
  ): Promise<ExplanationDto>;
}
