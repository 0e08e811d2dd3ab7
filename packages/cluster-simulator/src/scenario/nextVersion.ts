/** The patch version after the highest of these: `1.8.2` and `1.8.1` give `1.8.3`. */
export function nextVersion(versions: string[]): string {
  const parts = versions.map(version =>
    version.split('-')[0].split('.').map(Number),
  );
  const [major, minor, patch] = parts.reduce((highest, candidate) =>
    isAbove(candidate, highest) ? candidate : highest,
  );
  return `${major}.${minor}.${patch + 1}`;
}

function isAbove(a: number[], b: number[]): boolean {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && a[at] > b[at];
}
