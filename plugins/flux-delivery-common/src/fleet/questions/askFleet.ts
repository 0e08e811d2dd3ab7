import type { FleetEvidence } from './answered';
import {
  askHelmReleases,
  askKustomizations,
  askSources,
  askVersions,
} from './askDelivery';
import {
  askAlerts,
  askControllers,
  askLag,
  askSuspended,
} from './askOperations';
import type { AnsweredQuestion } from './FleetQuestion';

/** The questions that one has about a fleet, answered. Nothing that is not known is told to be well. @public */
export function askFleet(evidence: FleetEvidence): AnsweredQuestion[] {
  return [
    askSources(evidence),
    askKustomizations(evidence),
    askVersions(evidence),
    askHelmReleases(evidence),
    askSuspended(evidence),
    askLag(evidence),
    askControllers(evidence),
    askAlerts(evidence),
  ];
}
