import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/**
 * Whether some child of an element shows less than it holds, at the width that it has now. Measured again when the width changes,
 * and when `content` is another.
 */
export function useIsCut(
  element: RefObject<HTMLElement>,
  content: unknown,
): boolean {
  const [isCut, setCut] = useState(false);
  useLayoutEffect(() => {
    const measure = () =>
      setCut(
        [...(element.current?.children ?? [])].some(
          ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight,
        ),
      );
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [element, content]);
  return isCut;
}
