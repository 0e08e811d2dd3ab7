import type { Process } from '../clock/process';
import type { ControllerContext } from '../flux/FluxContext';
import type { KubeResource } from '../store/KubeResource';
import { awaitsStart, podsOf } from './pods';
import { askedBy, roomFor, type ReplicaSets } from './ReplicaSets';

const DEADLINE_SECONDS = 600;

/** The reasons with which a Deployment tells how far it got. */
export type ProgressReason =
  | 'ReplicaSetUpdated'
  | 'NewReplicaSetAvailable'
  | 'ProgressDeadlineExceeded';

/** A step on the way: whether there was anything to do. */
type Step = Generator<number, boolean, void>;

/** One way of a Deployment to its newest template, in the steps and object versions of a real one. */
export class RollingUpdate {
  private progressedAt = 0;

  /**
   * @param current - the ReplicaSet of the newest template
   * @param tell - writes the status of the Deployment
   */
  constructor(
    private readonly context: ControllerContext,
    private readonly sets: ReplicaSets,
    private readonly deployment: KubeResource,
    private readonly current: KubeResource,
    private readonly tell: (reason?: ProgressReason) => void,
  ) {}

  *run(): Process {
    const { random, clock } = this.context;
    yield random.between(4, 8);
    this.tell();
    this.progressedAt = clock.now();
    do {
      yield random.between(3, 8);
      yield* this.grow();
    } while (
      (yield* this.startPods()) ||
      (yield* this.dropUnready()) ||
      (yield* this.dropOld())
    );
    yield* this.end();
  }

  private get replicas(): number {
    return this.deployment.spec?.replicas ?? 1;
  }

  private get others(): KubeResource[] {
    return this.sets
      .of(this.deployment)
      .filter(({ metadata }) => metadata.uid !== this.current.metadata.uid);
  }

  private get wanted(): number {
    return roomFor(this.replicas, askedBy(this.others));
  }

  private *scale(set: KubeResource, replicas: number): Process {
    yield* this.sets.scale(set, replicas);
    this.tell('ReplicaSetUpdated');
  }

  private *grow(): Process {
    const { wanted } = this;
    const has = podsOf(this.context, this.current).length;
    if (has < wanted || (has > wanted && wanted === this.replicas)) {
      yield* this.scale(this.current, wanted);
      this.progressedAt = this.context.clock.now();
    }
  }

  private *startPods(): Step {
    if (!podsOf(this.context, this.current).some(awaitsStart)) {
      return false;
    }
    yield* this.sets.startPods(this.current);
    this.tell('ReplicaSetUpdated');
    return true;
  }

  /** Pods of older versions that serve nobody need not wait for the new ones. */
  private *dropUnready(): Step {
    const broken = this.others.find(
      set => this.sets.readyPods(set) < (set.spec?.replicas ?? 0),
    );
    if (broken) {
      yield* this.scale(broken, this.sets.readyPods(broken));
    }
    return broken !== undefined;
  }

  /** As many of the older ones as can be spared, once the new ones are ready. */
  private *dropOld(): Step {
    const { others, replicas, wanted } = this;
    const mine = this.sets.readyPods(this.current);
    const ready = others.reduce(
      (sum, set) => sum + this.sets.readyPods(set),
      mine,
    );
    const spare = ready - (replicas - Math.floor(replicas * 0.25));
    const isEnough = (mine >= wanted && mine > 0) || replicas === 0;
    const victim = others.find(set => (set.spec?.replicas ?? 0) > 0);
    if (!victim || spare <= 0 || !isEnough) {
      return false;
    }
    const left = Math.max(0, (victim.spec?.replicas ?? 0) - spare);
    yield* this.scale(victim, left);
    return true;
  }

  private *end(): Process {
    const isDone =
      askedBy(this.others) === 0 &&
      this.sets.readyPods(this.current) >= this.replicas;
    if (isDone) {
      yield this.context.random.between(2, 5);
      this.tell('NewReplicaSetAvailable');
      return;
    }
    // Stuck: nothing moves until the pods do, or the deadline passes.
    const { progressDeadlineSeconds = DEADLINE_SECONDS } =
      this.deployment.spec ?? {};
    const left =
      progressDeadlineSeconds * 1000 -
      (this.context.clock.now() - this.progressedAt);
    yield Math.max(1000, left);
    this.tell('ProgressDeadlineExceeded');
  }
}
