import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useState } from 'react';

const BUCKET = 'flux-delivery';
const KEY = 'fleet-views';
const MOST = 50;

/** A view that somebody gave a name: the search of its address. */
export interface SavedView {
  name: string;
  search: string;
}

/** The views that the reader named, kept with their other settings. */
export function useSavedViews(): {
  views: SavedView[];
  /** Takes the place of one of the same name. */
  save: (view: SavedView) => Promise<void>;
  remove: (name: string) => Promise<void>;
} {
  const storage = useApi(storageApiRef).forBucket(BUCKET);
  const [views, setViews] = useState(() => read(storage.snapshot(KEY).value));
  // A bucket is another object each time; the storage behind it is the same.
  const [bucket] = useState(storage);

  useEffect(() => {
    const subscription = bucket
      .observe$(KEY)
      .subscribe(({ value }) => setViews(read(value)));
    return () => subscription.unsubscribe();
  }, [bucket]);

  const write = useCallback(
    async (next: SavedView[]) => {
      setViews(next);
      await bucket.set(KEY, next as never);
    },
    [bucket],
  );
  return {
    views,
    save: view =>
      write(
        [view, ...views.filter(({ name }) => name !== view.name)].slice(
          0,
          MOST,
        ),
      ),
    remove: name => write(views.filter(each => each.name !== name)),
  };
}

/** What is stored may be of another version, or of nobody. */
function read(value: unknown): SavedView[] {
  return Array.isArray(value)
    ? value.filter(
        each =>
          typeof each?.name === 'string' && typeof each?.search === 'string',
      )
    : [];
}
