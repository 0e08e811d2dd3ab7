/**
 * A fleet of Kubernetes API servers with Flux, in one process.
 *
 * @packageDocumentation
 */
export {
  DEMO_TOKEN,
  simulate,
  startSimulator,
  type ClusterAddress,
  type Simulation,
  type Simulator,
  type SimulatorOptions,
} from './Simulator';
export type { SimulatedCluster } from './SimulatedCluster';
export { parseScenario, readScenario } from './scenario/readScenario';
export type {
  ClusterSpec,
  Scenario,
  ServiceSpec,
  StepSpec,
} from './scenario/Scenario';
export type { Fault, FaultScope, FaultType } from './faults';
export type { Denial } from './apiServer/AccessRules';
export type { KubeResource, ResourceRef } from './store/KubeResource';
export { VirtualClock } from './clock/VirtualClock';
