import type {
  FleetDto,
  FleetFilter,
  FleetQuestionsDto,
  SummariesDto,
  SuspensionsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { RequestOptions } from './RequestOptions';

/** What a conditional read brings: the answer with its tag, or the word that nothing changed. @public */
export type ConditionalAnswer<T> =
  | { modified: false }
  | { modified: true; etag?: string; value: T };

/** Which part of a list; without a cursor its beginning. @public */
export interface FleetPage {
  /** At most 500. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** Which suspended objects, or whom questions are about; segments, classes and states are not asked for there. @public */
export type SuspensionFilter = Omit<
  FleetFilter,
  'segments' | 'classes' | 'states'
>;

/**
 * Many services at once, as the pages see them: what the caller may see, and nothing else. All methods reject as those of
 * `FluxDeliveryApi` do.
 *
 * @public
 */
export interface FleetApi {
  /** Services, worst first; with `etag`, only if the answer is another one than that. */
  getFleet(
    filter?: FleetFilter,
    page?: FleetPage,
    options?: RequestOptions & { etag?: string },
  ): Promise<ConditionalAnswer<FleetDto>>;

  /** Every object that somebody stopped; with `etag`, only if the answer is another one than that. */
  getSuspensions(
    filter?: SuspensionFilter,
    options?: RequestOptions & { etag?: string },
  ): Promise<ConditionalAnswer<SuspensionsDto>>;

  /** What one asks of all services, answered. */
  getFleetQuestions(
    filter?: SuspensionFilter,
    options?: RequestOptions,
  ): Promise<FleetQuestionsDto>;

  /** The state of up to 500 entities, by full ref; those without a delivery path are left out. */
  getSummaries(
    entityRefs: readonly string[],
    options?: RequestOptions,
  ): Promise<SummariesDto>;
}
