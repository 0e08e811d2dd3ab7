import { useApi } from '@backstage/core-plugin-api';
import type {
  FleetDto,
  FleetFilter,
} from 'backstage-plugin-flux-delivery-common';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { rowsIn, withOldTail, withPage } from '../model/fleetPages';
import type { LoadedPage, PlacedRow } from '../model/fleetPages';
import { LOOK_AGAIN_EVERY } from './lookAgain';
import type { Polled } from './Poller';
import { useFleet } from './useFleet';

const PAGE = 200;
/** So many rows before the end the next page is asked for. */
const AHEAD = 60;

export type MoreState =
  | { type: 'idle' | 'loading' }
  | { type: 'error'; error: Error };

interface Held {
  filter: FleetFilter;
  pages: LoadedPage[];
  /** Grows with each answer, from wherever it comes. */
  reads: number;
}

/**
 * A list of services, read on as far as it is scrolled, and kept fresh where it is looked at.
 */
export function useFleetRows(filter: FleetFilter | undefined): {
  state: Polled<FleetDto>;
  rows: PlacedRow[];
  more: MoreState;
  /** Tells which rows are in view. */
  onSeen: (first: number, last: number) => void;
  /** Asks again for what could not be read on. */
  retry: () => void;
  refresh: () => void;
} {
  const api = useApi(fluxDeliveryApiRef);
  const { state, refresh } = useFleet(filter, PAGE);
  const [held, setHeld] = useState<Held>();
  const [more, setMore] = useState<MoreState>({ type: 'idle' });
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const running = useRef<AbortController>();

  useEffect(() => {
    setMore({ type: 'idle' });
    setSeen({ first: 0, last: 0 });
    return () => {
      running.current?.abort();
      running.current = undefined;
    };
  }, [filter]);

  const head = state.type === 'ready' ? state.value : undefined;
  useEffect(() => {
    if (head && filter) {
      setHeld(before => withHead(before, filter, head));
    }
  }, [head, filter]);

  const pages = useMemo(() => {
    if (!head || !filter) {
      return [];
    }
    return held?.filter === filter
      ? held.pages
      : withHead(undefined, filter, head).pages;
  }, [held, head, filter]);
  const rows = useMemo(() => rowsIn(pages), [pages]);

  // What is in view beyond the first page, which has its poller.
  useEffect(() => {
    const timer = setInterval(
      () =>
        document.visibilityState !== 'hidden' &&
        setHeld(before =>
          before && before.pages.length > 1
            ? { ...before, pages: withOldTail(before.pages) }
            : before,
        ),
      LOOK_AGAIN_EVERY,
    );
    return () => clearInterval(timer);
  }, []);

  const read = useCallback(
    (index: number, { cursor, etag }: { cursor: string; etag?: string }) => {
      const request = new AbortController();
      running.current = request;
      setMore({ type: 'loading' });
      api
        .getFleet(
          filter,
          { limit: PAGE, cursor },
          { etag, signal: request.signal },
        )
        .then(
          answer => {
            if (!request.signal.aborted) {
              running.current = undefined;
              setMore({ type: 'idle' });
              setHeld(
                before => before && withAnswer(before, index, cursor, answer),
              );
            }
          },
          error => {
            if (!request.signal.aborted) {
              running.current = undefined;
              setMore({ type: 'error', error });
              setHeld(before => before && withoutFrom(before, index));
            }
          },
        );
    },
    [api, filter],
  );

  useEffect(() => {
    if (running.current || more.type === 'error') {
      return;
    }
    const wanted = wantedPage(pages, rows, seen);
    if (wanted) {
      read(wanted.index, wanted);
    }
  }, [pages, rows, seen, more, read]);

  return {
    state,
    rows,
    more,
    onSeen: useCallback((first, last) => setSeen({ first, last }), []),
    retry: useCallback(() => setMore({ type: 'idle' }), []),
    refresh,
  };
}

function withHead(
  before: Held | undefined,
  filter: FleetFilter,
  { items, nextCursor }: FleetDto,
): Held {
  const { pages, reads } =
    before?.filter === filter ? before : { pages: [], reads: 0 };
  const head = { items, nextCursor, readAt: reads + 1, isOld: false };
  return {
    filter,
    pages: withOldTail(withPage(pages, 0, head)),
    reads: reads + 1,
  };
}

function withAnswer(
  held: Held,
  index: number,
  cursor: string,
  answer: Awaited<ReturnType<(typeof fluxDeliveryApiRef)['T']['getFleet']>>,
): Held {
  const before = held.pages[index];
  // The list moved while this was read: it is asked for again.
  if (held.pages[index - 1]?.nextCursor !== cursor) {
    return held;
  }
  const reads = held.reads + 1;
  const page = answer.modified
    ? {
        cursor,
        etag: answer.etag,
        items: answer.value.items,
        nextCursor: answer.value.nextCursor,
      }
    : before;
  return {
    ...held,
    reads,
    pages: withPage(held.pages, index, {
      ...page,
      readAt: reads,
      isOld: false,
    }),
  };
}

/** What cannot be read again is not known to be for these eyes any more. */
function withoutFrom(held: Held, index: number): Held {
  return held.pages.length > index
    ? { ...held, pages: held.pages.slice(0, index) }
    : held;
}

/** The page that is in view and old, else the next one where the end comes near. */
function wantedPage(
  pages: readonly LoadedPage[],
  rows: readonly PlacedRow[],
  { first, last }: { first: number; last: number },
): { index: number; cursor: string; etag?: string } | undefined {
  const from = rows[first]?.page ?? 0;
  const to = rows[Math.min(last, rows.length - 1)]?.page ?? 0;
  for (let index = Math.max(1, from); index <= to; index++) {
    const { cursor, etag, isOld } = pages[index];
    if (isOld && cursor !== undefined) {
      return { index, cursor, etag };
    }
  }
  const next = pages[pages.length - 1]?.nextCursor;
  return next && last >= rows.length - AHEAD
    ? { index: pages.length, cursor: next }
    : undefined;
}
