import type { JudgeContext } from './JudgeContext';

/**
 * Makes work that is asked for again and again within one answer be done once for each context and key. The answer of `work` must
 * follow from the key and the context alone; keys are compared as a Map does it.
 */
export function perContext<K, V>(
  work: (key: K, context: JudgeContext) => V,
): (key: K, context: JudgeContext) => V {
  const done = new WeakMap<JudgeContext, Map<K, V>>();
  return (key, context) => {
    const known = done.get(context) ?? new Map<K, V>();
    done.set(context, known);
    if (!known.has(key)) {
      known.set(key, work(key, context));
    }
    return known.get(key)!;
  };
}
