import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent, RefObject } from 'react';

/** Which row the keyboard is at; given to the rows. */
export interface Roving {
  /** The row that the Tab key stops at. */
  stop?: string;
  /** The row that is to take the focus. */
  wanted?: string;
  onFocused: (key: string) => void;
}

const PAGE = 10;

/**
 * Moves the focus between the rows of a list that draws only some of them. Rows are known by key, so that the focus stays with
 * its row when the order changes; where that row is not drawn any more, the list itself keeps the focus.
 */
export function useGridKeys(
  keys: readonly string[],
  list: RefObject<{ scrollToItem(index: number): void }>,
): {
  root: RefObject<HTMLDivElement>;
  roving: Roving;
  onVisible: (first: number, last: number) => void;
  onBlur: (event: FocusEvent) => void;
  onKeyDown: (event: KeyboardEvent) => void;
} {
  const root = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string>();
  const [wanted, setWanted] = useState<string>();
  const [{ first, last }, setVisible] = useState({ first: 0, last: 0 });
  const hadFocus = useRef(false);

  useLayoutEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) {
      root.current?.focus({ preventScroll: true });
    }
    hadFocus.current = root.current?.contains(document.activeElement) ?? false;
  });

  const onFocused = useCallback((key: string) => {
    hadFocus.current = true;
    setCurrent(key);
    setWanted(undefined);
  }, []);
  const at = current === undefined ? -1 : keys.indexOf(current);
  // A row that is not drawn cannot be a stop.
  const stop = at >= first && at <= last ? keys[at] : keys[first];

  return {
    root,
    roving: useMemo(
      () => ({ stop, wanted, onFocused }),
      [stop, wanted, onFocused],
    ),
    onVisible: useCallback(
      (from, to) =>
        setVisible(before =>
          before.first === from && before.last === to
            ? before
            : { first: from, last: to },
        ),
      [],
    ),
    onBlur: ({ target, relatedTarget }) => {
      // Somebody went elsewhere. A row that vanishes takes the focus with it without a word, or with it gone.
      if (target.isConnected && !root.current?.contains(relatedTarget)) {
        hadFocus.current = false;
      }
    },
    onKeyDown: event => {
      const to = targetOf(event, at < 0 ? first - 1 : at, keys.length);
      if (to !== undefined) {
        event.preventDefault();
        list.current?.scrollToItem(to);
        setWanted(keys[to]);
      }
    },
  };
}

function targetOf(
  { key, altKey, metaKey }: KeyboardEvent,
  from: number,
  count: number,
): number | undefined {
  if (count === 0 || altKey || metaKey) {
    return undefined;
  }
  const within = (index: number) => Math.min(Math.max(index, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return within(from + 1);
    case 'ArrowUp':
      return within(from - 1);
    case 'PageDown':
      return within(from + PAGE);
    case 'PageUp':
      return within(from - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
