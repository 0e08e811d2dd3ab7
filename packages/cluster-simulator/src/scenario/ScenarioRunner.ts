import type { VirtualClock } from '../clock/VirtualClock';
import type { Random } from '../clock/Random';
import { mergePatch } from '../apiServer/mergePatch';
import type { World } from '../world/World';
import type { SimulatedCluster } from '../SimulatedCluster';
import { publishBeginning } from './beginning';
import { Fleet } from './Fleet';
import { Incidents } from './Incidents';
import { nextVersion } from './nextVersion';
import { Publisher } from './Publisher';
import { readOffset, verbOf, type Verb } from './readScenario';
import {
  imageOf,
  type LoopSpec,
  type Overlay,
  type Scenario,
  type ServiceSpec,
  type StepSpec,
} from './Scenario';
import { setFault, type Target } from './targets';

const AUTHORS = ['d.khan', 'm.lindqvist', 'a.osei', 'j.park'];

/** A step with what it names. */
interface Deed {
  step: StepSpec;
  /** What stands after the verb. */
  name: string;
  /** Of that name; verbs that speak of something else do not look. */
  service: ServiceSpec;
  targets: Target[];
  author: string;
}

/** Turns a scenario into commits, pushes and patches at their times. What follows from them is the controllers' affair. */
export class ScenarioRunner {
  private readonly fleet: Fleet;
  private readonly publisher: Publisher;
  private readonly incidents: Incidents;
  private round = 0;

  private readonly deeds: Record<Verb, (deed: Deed) => void> = {
    release: ({ service, targets, step, author }) => {
      alter(targets, step);
      this.publisher.release(service, targets, step.version!, author);
    },
    publish: ({ service, step }) =>
      this.publisher.publish(service, step.version!, []),
    moveTag: ({ service, step }) =>
      this.publisher.moveTag(service, step.version!, step.tag!),
    pushImage: ({ service, step }) =>
      this.publisher.pushImage(service, step.version!),
    break: ({ name, targets, step, author }) => {
      targets.forEach(target => setFault(target, step.how));
      this.publisher.commitApps(targets, `Move settings of ${name}`, author);
    },
    mend: ({ name, targets, author }) => {
      targets.forEach(target => setFault(target, undefined));
      this.publisher.commitApps(targets, `Fix ${name}`, author);
    },
    change: ({ name, targets, step, author }) => {
      alter(targets, step);
      this.publisher.commitApps(targets, `Change ${name}`, author);
      this.publisher.commitFleet(targets, `Change ${name}`, author);
    },
    suspend: ({ targets }) =>
      targets.forEach(target => this.incidents.suspend(target, true)),
    resume: ({ targets }) =>
      targets.forEach(target => this.incidents.suspend(target, false)),
    promote: ({ targets }) =>
      targets.forEach(target => this.incidents.promote(target)),
    edit: ({ targets, step }) =>
      targets.forEach(target => this.incidents.edit(target, step)),
    outage: ({ service }) => this.incidents.setOutage(imageOf(service), true),
    recover: ({ service }) => this.incidents.setOutage(imageOf(service), false),
    refuse: ({ name, step }) => this.incidents.refuse(name, step.message),
    refuseFetch: ({ name, step }) => this.incidents.refuseFetch(name, step),
    refusePush: ({ name, step }) => this.incidents.refusePush(name, step),
    accept: ({ name, step }) => this.incidents.accept(name, step),
    freeze: ({ name }) => this.incidents.freeze(name),
    remove: ({ name, step }) =>
      this.incidents.remove(name, false, step.in ?? []),
    terminate: ({ name, step }) =>
      this.incidents.remove(name, true, step.in ?? []),
  };

  constructor(
    private readonly scenario: Scenario,
    private readonly world: World,
    private readonly clusters: ReadonlyMap<string, SimulatedCluster>,
    private readonly clock: VirtualClock,
    private readonly random: Random,
  ) {
    this.fleet = new Fleet(scenario);
    this.publisher = new Publisher(world, this.fleet, clock);
    this.incidents = new Incidents(world, clusters, clock);
  }

  /** Sets up the beginning now, and schedules what follows relative to the start of the simulation. */
  begin(start: number): void {
    const { scenario, world, clusters, fleet, publisher, clock } = this;
    publishBeginning({
      scenario,
      world,
      clusters,
      fleet,
      publisher,
      author: AUTHORS[0],
    });
    for (const step of scenario.steps) {
      const wait = start + readOffset(step.at) - clock.now();
      clock.schedule(wait, () => this.perform(step));
    }
    const { loop } = scenario;
    if (loop) {
      const wait = start - clock.now() + readOffset(loop.every) / 2;
      clock.schedule(wait, () => this.goOn(loop));
    }
  }

  /**
   * Does what a step says, now.
   *
   * @throws Error where it names a cluster in which the service does not run
   */
  perform(step: StepSpec): void {
    const verb = verbOf(step);
    const name = step[verb]!;
    const service = this.fleet.service(name);
    this.deeds[verb]({
      step,
      name,
      service: service!,
      targets: service ? this.fleet.targetsOf(service, step.in) : [],
      author: step.author ?? AUTHORS[this.random.integer(0, AUTHORS.length)],
    });
  }

  // Staging first, then the production clusters one after the other: a promotion that somebody can watch.
  private goOn(loop: LoopSpec): void {
    const name = loop.services[this.round % loop.services.length];
    const service = this.fleet.service(name)!;
    this.round += 1;
    const targets = this.fleet.targetsOf(service);
    const version = nextVersion(targets.map(target => target.version));
    targets.forEach((target, index) => {
      this.clock.schedule(index * readOffset(loop.between), () =>
        this.publisher.release(
          service,
          [target],
          version,
          AUTHORS[this.round % AUTHORS.length],
        ),
      );
    });
    this.clock.schedule(readOffset(loop.every), () => this.goOn(loop));
  }
}

/** What a step says a service has otherwise, added to what it had. */
function alter(targets: Target[], { with: overlay, extra }: StepSpec): void {
  for (const target of targets) {
    target.content = {
      with: mergePatch(target.content.with ?? {}, overlay ?? {}) as Overlay,
      extra: extra ?? target.content.extra,
    };
  }
}
