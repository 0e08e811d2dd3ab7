import type { Role } from '../roles';
import {
  apiErrors,
  apiRefusals,
  applyTransport,
  targetCluster,
} from './apiErrors';
import { buildFallbacks, prunes, stages } from './builds';
import {
  failedByChart,
  helmActions,
  ownership,
  rendering,
  waits,
  waitsOfHelm,
} from './helm';
import {
  containerFallbacks,
  containers,
  deadlines,
  pods,
  readiness,
  readinessFallbacks,
} from './kubelet';
import {
  artifacts,
  controllerTrouble,
  credentials,
  dependencies,
  pushes,
  serverAnswers,
  sourceFallbacks,
  verification,
} from './sourceErrors';
import {
  canaries,
  canaryNotes,
  routeComplaints,
  routeFallbacks,
  routes,
} from './traffic';
import { stateFallbacks, states } from './states';
import type { Rule } from './Rule';

const fetching = [
  ...dependencies,
  ...artifacts,
  ...credentials,
  ...buildFallbacks,
  ...serverAnswers,
  ...sourceFallbacks,
];

const apply = [...targetCluster, ...stages, ...apiErrors];

const runtime = [
  ...pods,
  ...deadlines,
  ...apiErrors,
  ...containers,
  ...readiness,
  ...apiRefusals,
  ...containerFallbacks,
  ...readinessFallbacks,
];

/** The rules for each role, in order; the first that holds gives the class. */
export const RULES: Readonly<Record<Role, readonly Rule[]>> = {
  promotion: [
    ...states,
    ...controllerTrouble,
    ...pushes,
    ...fetching,
    ...stateFallbacks,
  ],
  source: [
    ...states,
    ...verification,
    ...controllerTrouble,
    ...helmActions,
    ...fetching,
    ...stateFallbacks,
  ],
  applier: [
    ...states,
    ...helmActions,
    ...prunes,
    ...dependencies,
    ...waits,
    ...apply,
    ...artifacts,
    ...apiRefusals,
    ...applyTransport,
    ...buildFallbacks,
    ...controllerTrouble,
    ...fetching,
    ...stateFallbacks,
  ],
  workload: [...states, ...runtime, ...stateFallbacks],
  traffic: [
    ...states,
    ...canaries,
    ...canaryNotes,
    ...routes,
    ...pods,
    ...deadlines,
    ...apiErrors,
    ...routeFallbacks,
    ...containers,
    ...readiness,
    ...apiRefusals,
    ...readinessFallbacks,
    ...routeComplaints,
    ...stateFallbacks,
  ],
  other: [
    ...states,
    ...helmActions,
    ...verification,
    ...controllerTrouble,
    ...dependencies,
    ...artifacts,
    ...prunes,
    ...pods,
    ...waits,
    ...apply,
    ...apiRefusals,
    ...canaries,
    ...deadlines,
    ...containers,
    ...readiness,
    ...applyTransport,
    ...rendering,
    ...ownership,
    ...routes,
    ...routeFallbacks,
    ...routeComplaints,
    ...fetching,
    ...stateFallbacks,
  ],
};

/** What a failed Helm action failed of, told from its inner error alone. */
export const HELM_TAIL: readonly Rule[] = [
  ...failedByChart,
  ...waits,
  ...apiErrors,
  ...ownership,
  ...rendering,
  ...apiRefusals,
  ...waitsOfHelm,
];

/** Why a download, a pull or a check against a server failed. */
export const SERVER: readonly Rule[] = serverAnswers;
