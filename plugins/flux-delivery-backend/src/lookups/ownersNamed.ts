const OWNER = /^(?:group|user):[^/\s]+\/[^/\s]+$/;
const MOST = 200;

/** Everybody whom an answer names as `owner`, as full entity refs, each once; also owners that stand by themselves in a list. */
export function ownersNamed(answer: unknown): string[] {
  const found = new Set<string>();
  const walk = (value: unknown, key?: string) => {
    if (typeof value === 'string') {
      if ((key === undefined || key === 'owner') && OWNER.test(value)) {
        found.add(value);
      }
    } else if (Array.isArray(value)) {
      value.forEach(each => walk(each));
    } else if (typeof value === 'object' && value !== null) {
      Object.entries(value).forEach(([name, each]) => walk(each, name));
    }
  };
  walk(answer);
  return [...found].sort().slice(0, MOST);
}
