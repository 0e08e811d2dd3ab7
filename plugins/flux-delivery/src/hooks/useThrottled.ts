import { useCallback, useEffect, useRef } from 'react';

/** Calls `work` at once, and then at most once in `ms`; the last call is never lost. */
export function useThrottled(work: () => void, ms: number): () => void {
  const latest = useRef(work);
  latest.current = work;
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const again = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback(() => {
    const run = () => {
      latest.current();
      again.current = false;
      timer.current = setTimeout(() => {
        timer.current = undefined;
        if (again.current) {
          run();
        }
      }, ms);
    };
    if (timer.current) {
      again.current = true;
    } else {
      run();
    }
  }, [ms]);
}
