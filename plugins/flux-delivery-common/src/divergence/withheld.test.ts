import { toDeliveryPathDto } from '../api/toDto';
import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf } from '../kube/ObjectRef';
import { capturedSituations } from '../testUtils/situations';
import { memoryInventory } from '../testUtils/memoryInventory';
import type { JudgedTarget } from './JudgedTarget';
import { relatedObjectsOf, withholdForeign, WITHHELD } from './withheld';

const situations = capturedSituations();

/** Every string that an object of others says in its status, long enough to be recognised. */
function wordsOf({ object }: Observed): string[] {
  const words: string[] = [];
  const conditions = (object.status as { conditions?: { message?: string }[] })
    ?.conditions;
  (conditions ?? []).forEach(({ message }) => {
    if (message && message.length > 25) {
      words.push(message);
    }
  });
  const { url } = (object.spec ?? {}) as { url?: string };
  return [...words, ...(url ? [url] : [])];
}

function related(target: JudgedTarget): Observed[] {
  return [
    ...target.sources.flatMap(({ source }) => source ?? []),
    ...target.parents.flatMap(({ parent }) => parent ?? []),
    ...target.imageAutomation,
  ];
}

/** What a client is sent of it. */
function sent(target: JudgedTarget): string {
  const now = '2026-11-21T06:00:00Z';
  return JSON.stringify(
    toDeliveryPathDto({
      entityRef: 'component:default/api',
      resolved: { targets: [target], annotationErrors: [] },
      judged: [target],
      environments: [],
      links: { git: [], dashboards: [] },
      ownership: { rules: [] },
      runbooks: [],
      context: { view: memoryInventory([]), now },
    }),
  );
}

describe('what is told of objects of others', () => {
  it.each(situations.map(({ name, target }) => [name, target] as const))(
    'is name and verdict: %s',
    (_, target) => {
      const foreign = related(target);
      const own = new Set(
        [target.applierRef, ...target.workloads.map(({ ref }) => ref)].flatMap(
          ref => (ref ? [keyOf(ref)] : []),
        ),
      );
      const applierSays = JSON.stringify(target.applier?.object.status ?? '');
      const told = withholdForeign(target, ref => own.has(keyOf(ref)));
      const answer = sent(told);
      // What the path's own applier repeats of it stays.
      const words = foreign
        .flatMap(wordsOf)
        .map(word => JSON.stringify(word).slice(1, -1))
        .filter(word => !applierSays.includes(word));
      expect(words.filter(word => answer.includes(word))).toEqual([]);
      expect(
        told.segments.map(({ segment, verdict, class: failure }) => [
          segment,
          verdict,
          failure,
        ]),
      ).toEqual(
        target.segments.map(({ segment, verdict, class: failure }) => [
          segment,
          verdict,
          failure,
        ]),
      );
      for (const { ref } of foreign) {
        expect(answer).toContain(ref.name);
      }
    },
  );

  it('is everything where everything may be told', () => {
    for (const { target } of situations) {
      expect(withholdForeign(target, () => true)).toEqual(target);
    }
  });

  it('names the object that fails, its class, and that it is not yours', () => {
    const failing = situations.find(({ target }) =>
      target.segments.some(
        ({ segment, verdict }) =>
          segment === 'source' && verdict === 'diverged',
      ),
    )!.target;
    const { segments } = withholdForeign(failing, () => false);
    const source = segments.find(({ segment }) => segment === 'source')!;
    const subject = source.evidence[0].object;
    expect(source.summary).toContain(displayRef(subject));
    expect(source.summary).toContain(source.class);
    expect(source.message).toBeUndefined();
    expect(new Set(source.evidence.map(({ value }) => value))).toEqual(
      new Set([WITHHELD]),
    );
  });

  it('can be asked of every object that a target names', () => {
    for (const { target } of situations) {
      const keys = relatedObjectsOf(target).map(keyOf);
      expect(new Set(keys).size).toBe(keys.length);
      related(target).forEach(({ ref }) => expect(keys).toContain(keyOf(ref)));
    }
  });
});
