import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readFleetView, writeFleetView } from '../model/fleetUrl';
import type { FleetView } from '../model/fleetUrl';

/** What the page shows, kept in the address: every change can be gone back from, and sent to somebody. */
export function useFleetView(): {
  view: FleetView;
  /** Changes it; `inPlace` for what is not worth a step back, such as a letter of a text. */
  change: (next: FleetView, options?: { inPlace?: boolean }) => void;
  /** The search of the address of another view. */
  searchOf: (other: FleetView) => string;
} {
  const [params, setParams] = useSearchParams();
  const search = params.toString();
  const view = useMemo(
    () => readFleetView(new URLSearchParams(search)),
    [search],
  );
  const change = useCallback(
    (next: FleetView, { inPlace = false } = {}) =>
      setParams(previous => writeFleetView(next, previous), {
        replace: inPlace,
      }),
    [setParams],
  );
  const searchOf = useCallback(
    (other: FleetView) =>
      `?${writeFleetView(other, new URLSearchParams(search))}`,
    [search],
  );
  return { view, change, searchOf };
}
