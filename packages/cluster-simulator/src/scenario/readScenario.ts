import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Scenario, StepSpec } from './Scenario';

/** What may happen in a scenario. */
export const VERBS = [
  'release',
  'publish',
  'moveTag',
  'break',
  'mend',
  'suspend',
  'resume',
  'promote',
  'refuseFetch',
  'refusePush',
  'accept',
  'pushImage',
  'change',
  'edit',
  'refuse',
  'freeze',
  'outage',
  'recover',
  'remove',
  'terminate',
] as const;

/** Verbs that name something else than a service. */
const NO_SERVICE: readonly string[] = [
  'refuse',
  'freeze',
  'remove',
  'terminate',
];

export type Verb = (typeof VERBS)[number];

export function verbOf(step: StepSpec): Verb {
  const found = VERBS.filter(verb => step[verb] !== undefined);
  if (found.length !== 1) {
    throw new Error(
      `a step needs exactly one of ${VERBS.join(', ')}: ${JSON.stringify(
        step,
      )}`,
    );
  }
  return found[0];
}

/** Milliseconds of `-3d`, `2h30m`, `45s`; with a sign where it has one. */
export function readOffset(text: string): number {
  const factors: Record<string, number> = {
    d: 86_400_000,
    h: 3_600_000,
    m: 60_000,
    s: 1000,
  };
  if (!/^-?(\d+[dhms])+$/.test(text)) {
    throw new Error(`"${text}" is no time such as -3d, 2h30m or 45s`);
  }
  const sum = [...text.matchAll(/(\d+)([dhms])/g)].reduce(
    (total, [, value, unit]) => total + Number(value) * factors[unit],
    0,
  );
  return text.startsWith('-') ? -sum : sum;
}

/** A scenario as it is written: it may take up others, which add to its teams, services, steps and rules. */
type WrittenScenario = Partial<Scenario> & {
  include?: string[];
  /** The group that owns all of its services, where that is not their team. */
  owner?: string;
};

const LISTS = [
  'teams',
  'clusters',
  'services',
  'steps',
  'policies',
  'grants',
  'objects',
] as const;

function withIncluded(
  written: WrittenScenario,
  read: (file: string) => string,
): Scenario {
  const parts = (written.include ?? []).map(file =>
    withIncluded(parse(read(file)), read),
  );
  const { include: _include, owner, ...own } = written;
  if (owner) {
    own.services = own.services?.map(service => ({ owner, ...service }));
  }
  const lists = Object.fromEntries(
    LISTS.map(name => [
      name,
      [own, ...parts].flatMap(part => (part[name] ?? []) as unknown[]),
    ]),
  );
  return { history: '1h', ...own, ...lists } as Scenario;
}

/**
 * Reads a scenario and checks what it names.
 *
 * @param read - gives the text of a scenario that is taken up by another
 * @throws Error in one sentence that names the part at fault
 */
export function parseScenario(
  text: string,
  read: (file: string) => string = file => {
    throw new Error(`the scenario takes up ${file}, and has no folder`);
  },
): Scenario {
  const scenario = withIncluded(parse(text), read);
  const clusters = new Set(scenario.clusters.map(cluster => cluster.name));
  const services = new Map(
    scenario.services.map(service => [service.name, service]),
  );
  for (const service of scenario.services) {
    const unknown = service.clusters.find(cluster => !clusters.has(cluster));
    if (unknown) {
      throw new Error(
        `service ${service.name} runs in ${unknown}, which is no cluster of the scenario`,
      );
    }
    if (!scenario.teams.includes(service.team)) {
      throw new Error(
        `service ${service.name} belongs to ${service.team}, which is no team of the scenario`,
      );
    }
  }
  for (const step of scenario.steps) {
    const verb = verbOf(step);
    readOffset(step.at);
    const name = step[verb]!;
    const isService = !name.includes('://') && !NO_SERVICE.includes(verb);
    if (isService && !services.has(name)) {
      throw new Error(
        `step "${verb}" at ${step.at} names ${name}, which is no service of the scenario`,
      );
    }
  }
  return scenario;
}

export const readScenario = (file: string): Scenario =>
  parseScenario(readFileSync(file, 'utf8'), included =>
    readFileSync(resolve(dirname(file), included), 'utf8'),
  );
