import fc from 'fast-check';
import { fromMillis } from '../../kube/time';
import type { WorkloadPast } from '../formerTemplates';
import type { UnitObservation } from '../UnitObservation';
import { HelmStory } from './HelmStory';
import { UnitStory } from './UnitStory';

type Step<S> = (story: S) => unknown;

const image = fc.constantFrom('1', '2', '3', '4');
const letter = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const seconds = fc.constantFrom(20, 200, 700, 4_000, 90_000);
const chart = fc.record(
  {
    version: fc.constantFrom('1.0.0', '1.1.0', '1.2.0'),
    values: fc.constantFrom('v1', 'v2', 'v3'),
  },
  { requiredKeys: ['version'] },
);

const quiet: fc.Arbitrary<Step<UnitStory>>[] = [
  fc.constant(story => story.heartbeat()),
  fc.constant(story => story.restart()),
  seconds.map(each => story => story.wait(each)),
  letter.map(name => story => story.commit(name)),
  fc.tuple(letter, image).map(
    ([name, tag]) =>
      story =>
        story.commit(name, { image: tag }),
  ),
  fc.tuple(letter, image).map(
    ([name, tag]) =>
      story =>
        story.attempt(name).apply({ image: tag }),
  ),
  // Values that a revision takes from elsewhere, in a later pass of it.
  image.map(tag => story => story.apply({ template: `w-x${tag}` }).settle()),
  image.map(tag => story => story.outside(`w-${tag}`)),
  image.map(tag => story => story.correct(`w-${tag}`)),
];
const failing: fc.Arbitrary<Step<UnitStory>>[] = [
  fc.constant(story => story.fail('rollout', 'crash-loop', { checked: true })),
  fc.constant(story => story.fail('reconcile', 'build-render')),
];

const quietHelm: fc.Arbitrary<Step<HelmStory>>[] = [
  fc.constant(story => story.heartbeat()),
  fc.constant(story => story.restart()),
  seconds.map(each => story => story.wait(each)),
  chart.map(to => story => story.upgrade(to)),
  image.map(tag => story => story.byHand(`w-${tag}`)),
];
const failingHelm: fc.Arbitrary<Step<HelmStory>>[] = [
  chart.map(to => story => story.run(to)),
  chart.map(to => story => story.run(to).fail()),
  chart.map(to => story => story.run(to).remediate()),
  chart.map(
    ({ version }) =>
      story =>
        story.untried(version),
  ),
  chart.map(
    ({ version }) =>
      story =>
        story.stillUntried(version),
  ),
];

function tellAll<S extends { told: UnitObservation[] }>(
  steps: fc.Arbitrary<Step<S>>[],
  begin: () => S,
): fc.Arbitrary<UnitObservation[]> {
  return fc
    .array(fc.oneof(...steps), { minLength: 1, maxLength: 25 })
    .map(each => {
      const story = begin();
      each.forEach(step => step(story));
      return readable(story.told);
    });
}

/** One line for each observation, where a counterexample is printed. */
function readable(told: UnitObservation[]): UnitObservation[] {
  return Object.assign(told, {
    [fc.toStringMethod]: () => `\n${told.map(lineOf).join('\n')}\n`,
  });
}

function lineOf(told: UnitObservation): string {
  const { applier, version, at, workloads, restarts, listed } = told;
  const facts =
    applier?.type === 'helm'
      ? [
          applier.releases.map(each => `${each.version} ${each.status}`),
          applier.running && `running ${applier.running.content}`,
          applier.untried && `untried ${applier.untried.key}`,
        ]
      : [applier?.attempt.key.slice(0, 15), applier?.digest];
  return JSON.stringify([
    version,
    at,
    workloads,
    restarts,
    ...(listed ? ['listed'] : []),
    applier?.settledAt ? 'settled' : 'not settled',
    told.health().failure?.class,
    ...facts,
  ]);
}

/** What is told of a unit of a Kustomization. */
export const stories = tellAll([...quiet, ...failing], () =>
  new UnitStory().list(),
);
/** What is told of a unit of a HelmRelease. */
export const helmStories = tellAll([...quietHelm, ...failingHelm], () =>
  new HelmStory().list(),
);
/** Without failures: what becomes of those depends on how long they last. */
export const quietStories = fc.oneof(
  tellAll(quiet, () => new UnitStory().list()),
  tellAll(quietHelm, () => new HelmStory().list()),
);

const past: fc.Arbitrary<WorkloadPast[]> = fc.array(
  fc
    .array(fc.tuple(fc.nat(20), image, fc.boolean()), {
      minLength: 1,
      maxLength: 5,
    })
    .map(sets =>
      [...sets]
        .sort(([a], [b]) => a - b)
        .map(([hour, tag, isTorn], at) => ({
          uid: `rs-${at}`,
          revision: at + 1,
          createdAt: fromMillis(Date.UTC(2026, 10, 20, hour)),
          template: ['api', `w-${tag}`],
          restarts: [],
          images: [
            {
              workload: 'Deployment/api',
              container: 'web',
              declared: `registry.example.com/api:${tag}`,
            },
          ],
          isTorn,
          isPresent: at === sets.length - 1,
        })),
    ),
  { minLength: 1, maxLength: 2 },
);
/** What is told of a unit that no applier delivers, with what its ReplicaSets tell of the time before. */
export const unmanagedStories = fc
  .tuple(
    tellAll(quiet, () => new UnitStory().list()),
    past,
  )
  .map(([told, before]) =>
    readable(
      told.map(({ applier: _, ...observation }) => ({
        ...observation,
        applierRef: null,
        past: () => before,
      })),
    ),
  );
