import { readFacts } from './Facts';
import { firstMatch, holds } from './rules/Rule';
import { rateLimited, wrongPlatform } from './rules/sourceErrors';
import { SERVER } from './rules/tables';

/**
 * Why an image cannot be pulled, as far as the runtime's text tells.
 *
 * @public
 */
export type ImagePullProblemKind =
  | 'auth'
  | 'notFound'
  | 'rateLimited'
  | 'unreachable'
  | 'wrongPlatform';

/**
 * Why an image cannot be pulled, with words for a headline.
 *
 * @public
 */
export interface ImagePullProblem {
  kind: ImagePullProblemKind;
  /** Goes on after `image cannot be pulled: `. */
  words: string;
}

const WORDS: Readonly<Record<ImagePullProblemKind, string>> = {
  auth: 'the registry refuses access',
  notFound: 'the image or tag does not exist',
  rateLimited: 'the registry limits how often may be pulled',
  unreachable: 'the registry cannot be reached',
  wrongPlatform: "there is none for the node's platform",
};

function kindOf(message: string): ImagePullProblemKind | undefined {
  const facts = readFacts({ kind: 'Pod', message });
  if (holds(wrongPlatform, facts)) {
    return 'wrongPlatform';
  }
  switch (firstMatch(SERVER, facts)) {
    case 'source-auth':
      return 'auth';
    case 'source-ref-missing':
      return 'notFound';
    case 'source-network':
      return holds(rateLimited, facts) ? 'rateLimited' : 'unreachable';
    default:
      return undefined;
  }
}

/**
 * Tells a refused, missing, rate limited, unreachable and unfitting image apart by what kubelet and container runtimes say of
 * it: the message of a waiting container or of an event. Nothing where the text does not tell, as with a bare
 * `Back-off pulling image "x"`: then an earlier event does.
 *
 * @public
 */
export function imagePullProblem(
  message: string,
): ImagePullProblem | undefined {
  const kind = kindOf(message);
  return kind && { kind, words: WORDS[kind] };
}
