import { Admission, type AdmissionOptions } from './admission/Admission';
import { AccessRules } from './apiServer/AccessRules';
import { ApiServer } from './apiServer/ApiServer';
import type { Random } from './clock/Random';
import type { VirtualClock } from './clock/VirtualClock';
import { Faults } from './faults';
import { applyManifests } from './flux/apply';
import type { ControllerContext } from './flux/FluxContext';
import { HelmController } from './flux/HelmController';
import { ImageControllers } from './flux/ImageControllers';
import { KustomizeController } from './flux/KustomizeController';
import { ResourceSetController } from './flux/ResourceSetController';
import { SourceController } from './flux/SourceController';
import { ArgoRollouts } from './kubernetes/ArgoRollouts';
import { DeploymentController } from './kubernetes/DeploymentController';
import { EndpointSliceController } from './kubernetes/EndpointSliceController';
import { EventRecorder } from './kubernetes/EventRecorder';
import { FlaggerCanaries } from './kubernetes/FlaggerCanaries';
import { JobController } from './kubernetes/JobController';
import { OrderedWorkloads } from './kubernetes/OrderedWorkloads';
import { KnativeServices } from './kubernetes/KnativeServices';
import { Probes } from './kubernetes/Probes';
import { RouteController } from './kubernetes/RouteController';
import { VolumeClaims } from './kubernetes/VolumeClaims';
import type { ClusterSpec } from './scenario/Scenario';
import { withImageTag } from './scenario/workloadManifests';
import type { KubeResource } from './store/KubeResource';
import { SERVED_KINDS, type ServedKind } from './store/kinds';
import { ObjectStore } from './store/ObjectStore';
import type { World } from './world/World';

export interface SimulatedClusterOptions {
  spec: ClusterSpec;
  clock: VirtualClock;
  random: Random;
  world: World;
  liveFrom: number;
  port: number;
  token: string;
  window?: number;
  bookmarkIntervalMs?: number;
  /** False for a cluster whose objects only tests and benchmarks write. */
  controllers?: boolean;
  /** Policies and grants of this cluster. */
  rules?: Pick<AdmissionOptions, 'policies' | 'grants'>;
}

/** One cluster: its objects, the controllers that write them, and the API server that shows them. */
export class SimulatedCluster {
  readonly name: string;
  readonly token: string;
  readonly store: ObjectStore;
  readonly faults = new Faults();
  readonly access: AccessRules;
  readonly kinds: readonly ServedKind[];
  readonly api: ApiServer;

  constructor(private readonly options: SimulatedClusterOptions) {
    const { spec, clock, random, world } = options;
    this.name = spec.name;
    this.token = options.token;
    this.access = new AccessRules(spec.forbidden);
    this.kinds = SERVED_KINDS.filter(
      kind => !spec.without?.includes(kind.group),
    );
    this.store = new ObjectStore({
      timestamp: () => clock.timestamp(),
      uid: () => random.uid(),
      window: options.window,
    });
    this.api = new ApiServer({
      cluster: spec.name,
      store: this.store,
      kinds: this.kinds,
      access: this.access,
      faults: this.faults,
      token: options.token,
      port: options.port,
      bookmarkIntervalMs: options.bookmarkIntervalMs,
    });
    if (options.controllers !== false) {
      startControllers({
        cluster: spec.name,
        store: this.store,
        admission: new Admission({
          store: this.store,
          kinds: this.kinds,
          ...options.rules,
        }),
        clock,
        random: random.fork('controllers'),
        world,
        liveFrom: options.liveFrom,
      });
    }
  }

  get url(): string {
    return this.api.url;
  }

  get reachable(): boolean {
    return this.options.spec.reachable !== false;
  }

  /** Creates or changes objects as an administrator does with kubectl: without an owner in Flux. */
  install(manifests: KubeResource[], namespace?: string): void {
    applyManifests(this.store, manifests, {
      targetNamespace: namespace,
      labels: {},
      manager: 'kubectl',
      time: this.options.clock.timestamp(),
    });
  }
}

function startControllers(context: ControllerContext): void {
  const sources = new SourceController(context);
  const controllers = [
    sources,
    new KustomizeController(context, sources),
    new HelmController(context, sources),
    new ResourceSetController(context),
    new ImageControllers(context, withImageTag),
    new DeploymentController(context),
    new OrderedWorkloads(context),
    new JobController(context),
    new ArgoRollouts(context),
    new FlaggerCanaries(context),
    new KnativeServices(context),
    new RouteController(context),
    new EndpointSliceController(context),
    new VolumeClaims(context),
    new Probes(context),
    new EventRecorder(context),
  ];
  controllers.forEach(controller => controller.start());
}
