import { SEGMENTS } from '../divergence/SegmentVerdict';
import { glossary, glossaryTerm } from './glossary';

describe('the glossary', () => {
  it('has about forty terms, each once', () => {
    const terms = glossary.map(({ term }) => term.toLowerCase());

    expect(terms.length).toBeGreaterThanOrEqual(40);
    expect(new Set(terms).size).toBe(terms.length);
  });

  it.each(glossary.map(term => [term.term, term] as const))(
    '%s has one sentence for its meaning and one for its pitfall',
    (_term, { meaning, pitfall }) => {
      for (const text of [meaning, pitfall]) {
        expect(text).toMatch(/^[A-Z].*\.$/);
        expect(text.match(/\. [A-Z]/g)).toBeNull();
        expect(text.length).toBeLessThan(160);
      }
    },
  );

  it('finds a word in any case', () => {
    expect(glossaryTerm(' Floating TAG ')?.term).toBe('floating tag');
    expect(glossaryTerm('nonsense')).toBeUndefined();
  });

  it('names the segments where it tells of them', () => {
    const { meaning } = glossaryTerm('segment')!;

    expect(SEGMENTS.filter(segment => !meaning.includes(segment))).toEqual([]);
  });
});
