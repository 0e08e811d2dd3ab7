import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { ChosenTarget } from './chooseTarget';
import type { ExplainedClass, ReadPaste } from './Explanation';

const READ_AT_MOST = 20_480;

/** What a text alone does not tell, so that nobody takes the answer for more than it is. */
export function untold({
  read: { failure },
  explained,
  place,
  entity,
}: {
  read: ReadPaste;
  explained: ExplainedClass;
  place: ChosenTarget;
  entity?: { targets: readonly JudgedTarget[] };
}): string[] {
  const isEvent = failure.condition === 'Event' || failure.kind === 'Event';
  const gaps: [boolean, string][] = [
    [
      explained.class === 'unknown',
      'What kind of failure it is: the text says nothing that is known.',
    ],
    [
      !failure.kind,
      'Of which kind the object is that this was said of: texts of different kinds mean different things.',
    ],
    [
      isEvent && failure.reason !== undefined,
      `Whether the reason ${failure.reason} of the event is its own: Flux copies that of the newest condition, so it was not used.`,
    ],
    [
      entity === undefined,
      'Whose service it is: who moves first is told by the class alone.',
    ],
    [
      entity?.targets.length === 0,
      'Where it is: this service has no delivery path that can be seen.',
    ],
    [
      entity !== undefined && entity.targets.length > 1 && !place.target,
      `Which of the ${entity?.targets.length} targets of this service it comes from.`,
    ],
    [
      place.target !== undefined && failure.name !== undefined && !place.object,
      `Whether ${failure.kind ?? 'the object'} ${
        failure.name
      } belongs to this path: it was not found on it.`,
    ],
    [
      failure.message.length > READ_AT_MOST,
      'What the middle of the text says: of a long text the beginning and the end are read.',
    ],
    [true, 'Whether it still holds: a text says nothing of now.'],
  ];
  return gaps.filter(([holds]) => holds).map(([, sentence]) => sentence);
}
