import {
  compareEnvironments,
  consumedBy,
  type EnvironmentRule,
  type JudgedTarget,
  type MatrixEnvironment,
} from 'backstage-plugin-flux-delivery-common';

/** In promotion order: what is configured, and what only targets of now are in. What they follow, and what a suspension withholds. */
export function matrixEnvironments(
  rules: readonly EnvironmentRule[],
  judged: readonly JudgedTarget[],
): MatrixEnvironment[] {
  const names = [
    ...new Set([
      ...rules.map(({ name }) => name),
      ...judged.map(({ environment }) => environment),
    ]),
  ].sort(compareEnvironments(rules));
  return names.map(name => {
    const targets = judged.filter(({ environment }) => environment === name);
    const followed = targets.flatMap(target => consumedBy(target) ?? []);
    // The least pinned of them decides what the environment can be said to follow.
    const loosest =
      followed.find(({ how }) => how === 'tag') ??
      followed.find(({ how }) => how === 'range') ??
      followed.find(({ how }) => how === 'branch') ??
      followed[0];
    const heldBack = targets.flatMap(heldBackBy);
    const waiting = targets.flatMap(waitingAt);
    const chosen = targets.flatMap(chosenAt);
    return {
      name,
      pinned: rules.find(rule => rule.name === name)?.pinned ?? false,
      ...(loosest && {
        consumes: { how: loosest.how, text: loosest.text },
      }),
      ...(heldBack.length > 0 && { heldBack }),
      ...(waiting.length > 0 && { waiting }),
      ...(chosen.length > 0 && { chosen }),
    };
  });
}

function heldBackBy({
  cluster,
  segments,
}: JudgedTarget): NonNullable<MatrixEnvironment['heldBack']> {
  const suspended = segments.find(
    ({ verdict, newer }) => verdict === 'suspended' && newer,
  );
  return suspended?.newer
    ? [
        {
          cluster,
          what: suspended.newer.short,
          ...(suspended.since && { since: suspended.since }),
        },
      ]
    : [];
}

function waitingAt({
  id,
  segments,
}: JudgedTarget): NonNullable<MatrixEnvironment['waiting']> {
  const newer = segments.find(segment => segment.newer)?.newer;
  return newer ? [{ targetId: id, what: newer.short }] : [];
}

function chosenAt({
  cluster,
  notes,
}: JudgedTarget): NonNullable<MatrixEnvironment['chosen']> {
  return notes
    .filter(note => note.class === 'published-not-deployed')
    .map(({ summary }) => ({ cluster, summary }));
}
