import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstDivergence } from '../divergence/firstDivergence';
import { firstResponder } from '../ownership/firstResponder';
import { responderForUnknown } from '../ownership/responderForUnknown';
import { BUILT_SITUATIONS, capturedSituations } from '../testUtils/situations';
import { describeTarget } from './describeTarget';
import { NARRATIVE_CLAUSES, type Narrative } from './Narrative';

const GOLDEN = join(__dirname, '__fixtures__', 'narratives.golden.md');
const HEAD = `# What is said of each situation

Rewritten by running the test with UPDATE_GOLDENS=1; read what changed before you commit it.
`;
const OWNERSHIP = {
  entityOwner: 'group:default/team',
  platformGroup: 'group:default/platform',
  rules: [],
};

const situations = [...BUILT_SITUATIONS, ...capturedSituations()];
const told = situations.map(({ name, target }) => {
  const divergence = firstDivergence(target.segments);
  const unknown = target.segments.find(({ verdict }) => verdict === 'unknown');
  const finder = unknown && responderForUnknown(unknown, target, OWNERSHIP);
  const responder = divergence
    ? firstResponder(divergence, target, OWNERSHIP)
    : finder;
  return {
    name,
    target,
    divergence,
    said: describeTarget(target, { responder }),
  };
});

function sectionOf({ name, said }: { name: string; said: Narrative }): string {
  return `\n## ${name}\n\n\`\`\`text\n${said.text}\n\`\`\`\n`;
}

/** The sections of the golden file by their titles. */
function goldens(): Map<string, string> {
  if (process.env.UPDATE_GOLDENS === '1') {
    writeFileSync(GOLDEN, `${HEAD}${told.map(sectionOf).join('')}`);
  }
  const text = existsSync(GOLDEN) ? readFileSync(GOLDEN, 'utf8') : '';
  return new Map(
    text
      .split(/\n(?=## )/)
      .slice(1)
      .map(section => [
        section.slice('## '.length, section.indexOf('\n')),
        `\n${section.trimEnd()}\n`,
      ]),
  );
}

describe('narratives', () => {
  const expected = goldens();

  it('are told of at least sixty situations, each once', () => {
    expect(told.length).toBeGreaterThanOrEqual(60);
    expect([...expected.keys()].sort()).toEqual(
      situations.map(({ name }) => name).sort(),
    );
  });

  it.each(told.map(one => [one.name, one] as const))('%s', (name, one) => {
    expect(sectionOf(one)).toBe(expected.get(name));
  });
});

describe.each(told.map(one => [one.name, one] as const))(
  'of %s',
  (_name, { target, divergence, said }) => {
    it('every clause is a whole sentence on one line', () => {
      for (const clause of NARRATIVE_CLAUSES) {
        expect(said.clauses[clause]).toMatch(/^[^\n]*[.!?…”]$/);
        expect(said.clauses[clause]).not.toMatch(
          /undefined|\[object|NaN|\.\.$/,
        );
      }
    });

    it('names the segment, the class and who moves first where it diverged, and only there', () => {
      const { clauses } = said;

      // A class that is not known says nothing to a reader.
      const failure = divergence?.class === 'unknown' ? '' : divergence?.class;
      const words = divergence
        ? [`at ${divergence.segment}`, failure ?? '', 'First move: ']
        : [''];

      expect(words.filter(word => !clauses.divergence.includes(word))).toEqual(
        [],
      );
      expect(
        /^(?:No divergence was found|Whether it diverged cannot|Nothing was observed)/.test(
          clauses.divergence,
        ),
      ).toBe(divergence === null);
      expect(clauses.divergence.includes('First move: ')).toBe(
        divergence !== null,
      );
    });

    it('calls nothing known that is not, and gives no time that no verdict gives', () => {
      const blind = target.segments.some(
        ({ verdict }) => verdict === 'unknown',
      );
      const times = said.text.match(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g) ?? [];
      const given = JSON.stringify([target.segments, divergence]);

      expect(!blind || /not known|cannot be told/i.test(said.text)).toBe(true);
      expect(
        times.filter(time => !given.includes(time.replace(' ', 'T'))),
      ).toEqual([]);
    });
  },
);
