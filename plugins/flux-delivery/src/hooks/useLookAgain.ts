import { useEffect, useRef } from 'react';
import { LOOK_AGAIN_EVERY } from './lookAgain';

/** Calls `look` again and again while the page is seen; not at all without one. */
export function useLookAgain(look: (() => void) | undefined): void {
  const latest = useRef(look);
  latest.current = look;
  const isOn = look !== undefined;
  useEffect(() => {
    if (!isOn) {
      return undefined;
    }
    const timer = setInterval(
      () => document.visibilityState !== 'hidden' && latest.current?.(),
      LOOK_AGAIN_EVERY,
    );
    return () => clearInterval(timer);
  }, [isOn]);
}
