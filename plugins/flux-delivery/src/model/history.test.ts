import { deliveries, largeMatrix, matrix } from '../__fixtures__/history';
import { NOW, ago } from '../__fixtures__/scenarios';
import { translate as t } from '../__testUtils__/translate';
import { dayGroups } from './dayGroups';
import { deliveryAppearance } from './deliveryAppearance';
import {
  actorName,
  actorText,
  changeText,
  deliveryTitle,
  shortName,
} from './deliveryText';
import { formatDuration } from './formatDuration';
import { matrixRows, targetCount } from './matrixLayout';
import {
  fromFieldValue,
  neighbours,
  readInstant,
  toFieldValue,
} from './timeTravel';
import { waterfallParts, waterfallText } from './waterfall';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const [rolling, failed, done] = deliveries;

describe('formatDuration', () => {
  it.each([
    [-3, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [170, '2 min 50 s'],
    [3600, '1 h'],
    [3 * 3600 + 61, '3 h 1 min'],
    [3 * 86400, '3 d'],
    [50 * 3600, '2 d 2 h'],
  ])('%d is %s', (seconds, text) => {
    expect(plain(formatDuration(seconds, t))).toBe(text);
  });
});

describe('the waterfall', () => {
  it('says in words what its bar shows', () => {
    expect(plain(waterfallText(done, NOW, t))).toBe(
      '4 min 18 s: 42 s promotion · 6 s source · 36 s reconcile · 2 min 48 s rollout · 6 s traffic',
    );
    const parts = waterfallParts(done, NOW);
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(100);
    expect(Math.min(...parts.map(({ share }) => share))).toBeGreaterThan(3);
  });

  it('ends red where it failed, and open where it goes on', () => {
    expect(waterfallParts(failed, NOW).map(({ role }) => role)).toEqual([
      'done',
      'done',
      'failed',
    ]);
    expect(waterfallParts(rolling, NOW).pop()?.role).toBe('open');
    expect(plain(waterfallText(rolling, NOW, t))).toMatch(
      /rollout, 1 min so far$/,
    );
  });

  it('says that no times are known rather than nothing', () => {
    const none = { ...done, spans: [], openSpan: undefined };
    expect(waterfallText(none, NOW, t)).toBe('times not known');
    expect(waterfallParts(none, NOW)).toEqual([]);
  });
});

describe('what is said of a delivery', () => {
  it('names it as people do', () => {
    expect([deliveryTitle(done), shortName(done)]).toEqual([
      '1.8.3',
      '3fa2c1e',
    ]);
  });

  it('says who with what right, and never nobody', () => {
    expect(actorText(done, t)).toBe('d.khan (verified)');
    expect(actorName('user:default/d.khan')).toBe('d.khan');
    expect(actorName('external:ci')).toBe('external:ci');
    expect(actorText(rolling, t)).toBe('image-automation (claimed)');
    expect(
      actorText({ actor: { name: 'x', type: 'human', trust: 'unknown' } }, t),
    ).toBe('actor unknown');
  });

  it('says who said it, where that is somebody else', () => {
    const saidBy = (recordedBy: string, name = 'd.khan') =>
      actorText(
        {
          actor: { name, type: 'human', trust: 'verified' },
          promotion: {
            ...done.promotion!,
            actor: { name, type: 'human', trust: 'verified' },
            recordedBy,
          },
        },
        t,
      );
    expect(saidBy('external:ci')).toBe(
      'd.khan (verified: said by external:ci)',
    );
    expect(saidBy('user:default/d.khan', 'user:default/d.khan')).toBe(
      'd.khan (verified)',
    );
  });

  it('says what changed', () => {
    const previous = done.previous!;
    const change = (of: Partial<typeof done>) =>
      changeText({ ...done, ...of }, t);
    expect(change({})).toBe('1 image');
    expect(change({ previous: undefined })).toBe('nothing before it');
    expect(change({ previous: { ...previous, images: done.images } })).toBe(
      'configuration',
    );
    // Of what Flux still knew of the past no image is told: none is known to have changed.
    for (const of of [
      { previous: { ...previous, images: [] } },
      { images: [] },
    ]) {
      expect(change(of)).toBe('no image named');
    }
  });

  it('lets nothing look well that was not seen to be', () => {
    const look = (kind: 'gap' | 'baseline' | 'forward' | 'outOfBand') =>
      deliveryAppearance({ kind, outcome: 'succeeded' }).tone;
    expect(
      ['forward', 'gap', 'baseline', 'outOfBand'].map(k => look(k as never)),
    ).toEqual(['good', 'unknown', 'quiet', 'held']);
  });
});

describe('dayGroups', () => {
  const titles = (ats: string[], zone: string) =>
    dayGroups(
      ats.map(startedAt => ({ startedAt })),
      NOW,
      t,
      zone,
    ).map(({ title, items }) => `${title}: ${items.length}`);

  it('names days in the zone of the reader', () => {
    const ats = [ago(0), ago(9 * 60), ago(10 * 60), ago(24 * 60 * 5)];
    expect(titles(ats, 'UTC')).toEqual([
      'Today, Tue 10 Mar: 2',
      'Yesterday, Mon 9 Mar: 1',
      'Thu 5 Mar: 1',
    ]);
    expect(titles(ats, 'Asia/Tokyo')).toEqual([
      'Today, Tue 10 Mar: 3',
      'Thu 5 Mar: 1',
    ]);
  });
});

describe('matrixRows', () => {
  it('puts what runs before what is tried and what was', () => {
    const row = matrixRows(matrix).find(
      ({ version }) => version.title === '1.8.3',
    );
    expect(
      row?.cells[2].map(
        ({ role, targets }) =>
          `${role} ${targets.map(({ cluster }) => cluster).join()}`,
      ),
    ).toEqual(['current prod-us', 'tried prod-eu']);
  });

  it('tells targets in one line that stand alike', () => {
    const [first] = matrixRows(largeMatrix);
    expect(first.cells).toHaveLength(6);
    expect(largeMatrix.versions).toHaveLength(20);
    expect(targetCount(largeMatrix, 'prod')).toBe(3);
  });
});

describe('time travel', () => {
  it.each([
    ['2026-03-10T09:30:00Z', '2026-03-10T09:30:00Z'],
    ['2026-03-10T10:30+01:00', '2026-03-10T09:30:00Z'],
    ['2026-03-10T09:30:00.250Z', '2026-03-10T09:30:00.250Z'],
    ['2026-03-10', undefined],
    ['runbook', undefined],
    ['2026-13-40T99:00Z', undefined],
    [null, undefined],
  ])('reads %s', (text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });

  it('survives the field, to the minute', () => {
    expect(fromFieldValue(toFieldValue('2026-03-10T09:30:00Z'))).toBe(
      '2026-03-10T09:30:00Z',
    );
    expect(fromFieldValue('')).toBeUndefined();
  });

  it('finds the deliveries beside an instant', () => {
    const starts = [ago(30), ago(10), ago(20)];
    const plus = (minutes: number) =>
      new Date(Date.parse(ago(minutes)) + 1000)
        .toISOString()
        .replace('.000Z', 'Z');
    expect(neighbours(starts, ago(15))).toEqual({
      earlier: plus(20),
      later: plus(10),
    });
    expect(neighbours(starts, plus(10))).toEqual({ earlier: plus(20) });
  });
});
