import { SEGMENTS } from 'backstage-plugin-flux-delivery-common';
import type {
  EnvironmentDto,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';
import { compareVerdicts } from './statusAppearance';

export interface Bar {
  verdict: Verdict;
  /** True where only consequences make it as bad as it is. */
  isConsequence: boolean;
}

/** One bar per segment: the worst of the environment's targets. An environment without targets tells nothing. */
export function environmentBars({ targets }: EnvironmentDto): Bar[] {
  return SEGMENTS.map(name => {
    const segments = targets.flatMap(target =>
      target.segments.filter(({ segment }) => segment === name),
    );
    const worst = segments
      .map(({ verdict }) => verdict)
      .sort(compareVerdicts)[0];
    if (!worst) {
      return { verdict: 'notObserved', isConsequence: false };
    }
    return {
      verdict: worst,
      isConsequence:
        worst !== 'unknown' &&
        segments
          .filter(({ verdict }) => verdict === worst)
          .every(({ consequenceOf }) => consequenceOf !== undefined),
    };
  });
}
