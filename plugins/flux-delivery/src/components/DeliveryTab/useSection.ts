import { useSearchParams } from 'react-router-dom';
import { readInstant } from '../../model/timeTravel';

/** What the parts of the page keep in the address. */
const OWN = [
  'section',
  'at',
  'delivery',
  'target',
  'segment',
  'part',
  'object',
];

export type Section = 'now' | 'history' | 'then' | 'ownership';

export interface SectionState {
  section: Section;
  /** RFC 3339; present where the section is `then` and its time can be read. */
  at?: string;
  show: (section: Section) => void;
  /** Goes to an instant. */
  goTo: (at: string) => void;
}

/**
 * Which part of the page is shown, kept in the address: `?section=history`, or `?at=2026-03-10T09:30:00Z` for the path as it stood then.
 * What was opened in another part is closed.
 */
export function useSection(now: () => number): SectionState {
  const [params, setParams] = useSearchParams();
  const asked = params.get('at');
  const change = (values: Record<string, string>) =>
    setParams(previous => {
      const next = new URLSearchParams(previous);
      OWN.forEach(name => next.delete(name));
      Object.entries(values).forEach(([name, value]) => next.set(name, value));
      return next;
    });
  const goTo = (at: string) => change({ at });
  return {
    section: sectionOf(params),
    at: readInstant(asked),
    goTo,
    show: section => {
      if (section === 'then') {
        goTo(
          new Date(now() - 24 * 3_600_000)
            .toISOString()
            .replace(/\.\d+Z$/, 'Z'),
        );
      } else {
        change(section === 'now' ? {} : { section });
      }
    },
  };
}

function sectionOf(params: URLSearchParams): Section {
  if (params.has('at')) {
    return 'then';
  }
  const section = params.get('section');
  return section === 'history' || section === 'ownership' ? section : 'now';
}
