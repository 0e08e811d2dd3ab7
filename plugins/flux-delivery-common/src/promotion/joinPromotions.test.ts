import {
  type JoinableDelivery,
  joinPromotions,
  promotionsNaming,
} from './joinPromotions';
import type { Promotion } from './Promotion';

const COMMIT_A = 'a'.repeat(40);
const COMMIT_B = 'b'.repeat(40);
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString();

function delivery(
  id: string,
  minute: number,
  change: Partial<JoinableDelivery> = {},
): JoinableDelivery {
  return {
    id,
    environment: 'prod',
    targetId: 'prod-eu',
    kind: 'forward',
    contentId: id.charAt(0),
    startedAt: at(minute),
    revisions: { commit: id.startsWith('A') ? COMMIT_A : COMMIT_B },
    images: [],
    applier: { kind: 'Kustomization', name: 'api' },
    ...change,
  };
}

function promotion(
  id: string,
  minute: number,
  change: Partial<Promotion> = {},
): Promotion {
  return {
    id,
    entityRef: 'component:default/api',
    environment: 'prod',
    version: { commit: id.startsWith('a') ? COMMIT_A : COMMIT_B },
    actor: { name: 'd.khan', type: 'human', trust: 'verified' },
    occurredAt: at(minute),
    recordedAt: at(minute),
    feed: 'api',
    ...change,
  };
}

/** `A1 a1, B1 b1`, in the order of the deliveries. */
function join(deliveries: JoinableDelivery[], promotions: Promotion[]) {
  const joined = joinPromotions(deliveries, promotions);
  return deliveries
    .map(({ id }) => `${id} ${joined.get(id)?.promotion.id ?? '-'}`)
    .join(', ');
}

describe('joining promotions and deliveries', () => {
  it('goes by environment and a name in common', () => {
    expect(
      join(
        [delivery('A1', 5), delivery('B1', 9, { environment: 'staging' })],
        [promotion('a1', 4), promotion('b1', 8)],
      ),
    ).toBe('A1 a1, B1 -');
  });

  it('is the same in any order, and for a record that comes days later', () => {
    const rows = [delivery('A1', 5), delivery('B1', 15), delivery('A2', 25)];
    const records = [
      promotion('a1', 4),
      promotion('b1', 14),
      promotion('a2', 24, { recordedAt: '2026-11-25T00:00:00Z' }),
    ];
    const expected = 'A1 a1, B1 b1, A2 a2';
    expect(join(rows, records)).toBe(expected);
    expect(join(rows, [...records].reverse())).toBe(expected);
    const shuffled = joinPromotions([...rows].reverse(), records);
    expect(shuffled.get('A2')?.promotion.id).toBe('a2');
  });

  it('reaches every cluster of the environment', () => {
    expect(
      join(
        [delivery('A1', 5), delivery('A2', 6, { targetId: 'prod-us' })],
        [promotion('a1', 4)],
      ),
    ).toBe('A1 a1, A2 a1');
  });

  it('takes a record that the pipeline sent when Flux had begun, and none that is much later', () => {
    expect(join([delivery('A1', 5)], [promotion('a1', 14)])).toBe('A1 a1');
    expect(join([delivery('A1', 5)], [promotion('a1', 16)])).toBe('A1 -');
  });

  it('takes a record that waited for days', () => {
    expect(
      join(
        [delivery('A1', 5)],
        [promotion('a1', 0, { occurredAt: '2026-11-01T00:00:00Z' })],
      ),
    ).toBe('A1 a1');
  });

  it('does not credit a rollback to who promoted that content the first time', () => {
    expect(
      join(
        [delivery('A1', 5), delivery('B1', 15), delivery('A2', 25)],
        [promotion('a1', 4), promotion('b1', 14)],
      ),
    ).toBe('A1 a1, B1 b1, A2 -');
  });

  it('does so neither where the first one was recorded twice', () => {
    expect(
      join(
        [delivery('A1', 5), delivery('B1', 15), delivery('A2', 25)],
        [promotion('a1', 3), promotion('a2', 4)],
      ),
    ).toBe('A1 a2, B1 -, A2 -');
  });

  it('tells who rolled back', () => {
    expect(
      join(
        [delivery('A1', 5), delivery('B1', 15), delivery('A2', 25)],
        [promotion('a1', 4), promotion('a2', 24, { kind: 'rollback' })],
      ),
    ).toBe('A1 a1, B1 -, A2 a2');
  });

  it('lets retries of the same content share theirs, past what the controller rolled back by itself', () => {
    expect(
      join(
        [
          delivery('A1', 5),
          delivery('B1', 6, { kind: 'remediation' }),
          delivery('A2', 7),
        ],
        [promotion('a1', 4), promotion('b1', 4)],
      ),
    ).toBe('A1 a1, B1 -, A2 a1');
  });

  it('knows no promotion of what was only published', () => {
    expect(
      join([delivery('A1', 5)], [promotion('a1', 4, { kind: 'published' })]),
    ).toBe('A1 -');
  });

  it('takes short commits', () => {
    expect(
      join(
        [delivery('A1', 5)],
        [promotion('a1', 4, { version: { commit: 'aaaaaaa' } })],
      ),
    ).toBe('A1 a1');
  });

  it.each([
    ['a digest that runs', { digest: digest('c') }, 'digest'],
    ['an image', { image: 'ghcr.io/acme/api:1.8.3' }, 'image'],
    ['the tag of an image', { tag: '1.8.3' }, 'tag'],
    ['a chart version', { chartVersion: '2.0.0+4cbb4e60ee31' }, 'chartVersion'],
  ])('goes by %s', (_what, version, by) => {
    const row = delivery('A1', 5, {
      revisions: { chartVersion: '2.0.0' },
      images: [
        {
          workload: 'Deployment/api',
          declared: 'ghcr.io/acme/api:1.8.3',
          running: digest('c'),
        },
      ],
    });
    const joined = joinPromotions([row], [promotion('a1', 4, { version })]);
    expect(joined.get('A1')?.by.kind).toBe(by);
  });

  it('does not take a floating tag for what it named before or after', () => {
    const row = delivery('A1', 5, {
      revisions: {
        raw: `stable@${digest('a')}`,
        tag: 'stable',
        digest: digest('a'),
      },
    });
    const stable = (letter: string) => ({
      version: { tag: 'stable', digest: digest(letter) },
    });
    expect(
      join(
        [row],
        [promotion('a1', 3, stable('a')), promotion('a2', 4, stable('b'))],
      ),
    ).toBe('A1 a1');
    expect(join([row], [promotion('a2', 4, stable('b'))])).toBe('A1 -');
    expect(
      join([row], [promotion('a3', 4, { version: { tag: 'stable' } })]),
    ).toBe('A1 a3');
  });

  it('is quick over thousands of rows and records', () => {
    const hex = (place: number) =>
      place.toString(16).padStart(8, '0').repeat(5);
    const rows = Array.from({ length: 5_000 }, (_, place) =>
      delivery(`d${place}`, place, {
        contentId: `${place}`,
        revisions: { commit: hex(place) },
      }),
    );
    const records = Array.from({ length: 2_000 }, (_, place) =>
      promotion(`p${place}`, place, { version: { commit: hex(place) } }),
    );
    const started = Date.now();
    expect(joinPromotions(rows, records).size).toBe(2_000);
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  it('does not take the tag of a sidecar for that of the image which was promoted', () => {
    const row = delivery('A1', 5, {
      revisions: {},
      images: [
        { workload: 'Deployment/api', declared: 'docker.io/envoy/envoy:1.8.3' },
        { workload: 'Deployment/api', declared: 'ghcr.io/acme/api:1.8.2' },
      ],
    });
    const version = { tag: '1.8.3' };
    expect(
      join([row], [promotion('a1', 4, { version, image: 'ghcr.io/acme/api' })]),
    ).toBe('A1 -');
  });

  it('gives a row the same answer, however much later the rows begin and end', () => {
    const days = (count: number) => count * 24 * 60;
    const rows = [
      delivery('A1', 0),
      delivery('B1', days(10)),
      delivery('A2', days(20)),
      delivery('B2', days(45)),
    ];
    const records = [promotion('a1', -5), promotion('b1', days(10) - 5)];
    expect(join(rows, records)).toBe('A1 a1, B1 b1, A2 -, B2 -');
    // 35 days after the record it is nobody's, whether the rows between are known or not.
    expect(join(rows.slice(3), records)).toBe('B2 -');
    expect(promotionsNaming(rows.slice(2, 3), records)).toEqual([records[0]]);
    expect(promotionsNaming(rows.slice(3), records)).toEqual([]);
  });

  it('does not give a retry of the same content under another commit the name of who promoted the first', () => {
    const moved = delivery('A2', 9, {
      kind: 'noChange',
      revisions: { commit: COMMIT_B },
    });
    expect(join([delivery('A1', 5), moved], [promotion('a1', 4)])).toBe(
      'A1 a1, A2 -',
    );
  });
});
