import type { Fields, KubeResource } from '../store/KubeResource';

/** What changed between two versions of an object, in words that do not depend on names, hashes and times. */
export type Step = string[];

export interface WatchedVersion {
  type: string;
  object: KubeResource;
}

/** The steps of each object of a stream, under `Kind/name`. The first version of an object is where it starts from. */
export function stepsByObject(
  versions: WatchedVersion[],
): Record<string, Step[]> {
  const last = new Map<string, KubeResource>();
  const steps: Record<string, Step[]> = {};
  for (const { object } of versions) {
    const id = `${object.kind}/${object.metadata.name}`;
    const before = last.get(id);
    last.set(id, { ...before, ...object });
    if (before) {
      const step = stepBetween(before, object);
      if (step.length > 0) {
        (steps[id] ??= []).push(step);
      }
    }
  }
  return steps;
}

function stepBetween(before: KubeResource, after: KubeResource): Step {
  const { conditions: newer = [], ...fields } = after.status ?? {};
  const { conditions: older = [], ...oldFields } = before.status ?? {};
  const changed = [
    ...new Set([...Object.keys(fields), ...Object.keys(oldFields)]),
  ].filter(
    field => JSON.stringify(fields[field]) !== JSON.stringify(oldFields[field]),
  );
  const told = newer
    .filter(
      (condition: Fields) =>
        JSON.stringify(condition) !==
        JSON.stringify(find(older, condition.type)),
    )
    .filter(
      (condition: Fields) =>
        describe(condition) !== describe(find(older, condition.type)),
    )
    .map(describe);
  const gone = older
    .filter((condition: Fields) => !find(newer, condition.type))
    .map((condition: Fields) => `${condition.type} gone`);
  const generation =
    after.metadata.generation !== before.metadata.generation
      ? ['generation']
      : [];
  return [...generation, ...changed, ...told, ...gone].sort();
}

function find(conditions: Fields[], type: string) {
  return conditions.find(condition => condition.type === type);
}

function describe(condition: Fields | undefined) {
  return (
    condition &&
    `${condition.type}=${condition.status}/${condition.reason}: ${withoutNames(
      condition.message ?? '',
    )}`
  );
}

/** A message with hashes, durations, registries and pod-template hashes replaced. */
export function withoutNames(message: string): string {
  return message
    .replace(/[0-9a-f]{40,64}/g, '<hash>')
    .replace(/\b(\d+h)?(\d+m)?\d+(\.\d+)?(ms|s|m)\b/g, '<duration>')
    .replace(/for '[^']*\/[^']*'/g, "for '<repository>'")
    .replace(/"([a-z-]+)-[a-z0-9]{8,10}"/g, '"$1-<template>"');
}
