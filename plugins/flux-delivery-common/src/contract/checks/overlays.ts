import type { JudgedTarget } from '../../divergence/JudgedTarget';
import type { Kustomization } from '../../flux/objects';
import { displayRef } from '../../kube/ObjectRef';
import type { ContractEnvironment } from '../ContractContent';
import { saidAt } from '../mergeContracts';
import {
  concluded,
  notSaid,
  type CheckInput,
  type ContractCheck,
  type ContractFinding,
} from './ContractCheck';
import { seenTargets } from './targets';

/** Whether a Kustomization on the path of each environment reaches the overlay that the contract declares for it. */
export function checkOverlays(input: CheckInput): ContractCheck {
  const section = input.merged.sections.environments;
  const declared = (section?.value ?? []).flatMap((environment, index) =>
    environment.overlay ? [{ environment, index }] : [],
  );
  if (!section || declared.length === 0) {
    return notSaid('overlays', 'the contract names no overlays');
  }
  const checked = declared.map(({ environment, index }) => {
    const { finding, notKnown } = checkOverlay(input, environment);
    return {
      findings: finding
        ? [
            {
              ...finding,
              said: saidAt(section.file, `environments[${index}].overlay`),
            },
          ]
        : [],
      notKnown,
    };
  });
  return concluded('overlays', {
    findings: checked.flatMap(({ findings }) => findings),
    notKnown: checked.flatMap(({ notKnown }) => notKnown),
    proof: `${declared
      .map(({ environment }) => environment.overlay)
      .join(
        ', ',
      )}: a Kustomization of the environment has that path, or one above it.`,
  });
}

function checkOverlay(
  input: CheckInput,
  { name, overlay = '' }: ContractEnvironment,
): { finding?: ContractFinding; notKnown: string[] } {
  const { targets, notKnown } = seenTargets(input, name);
  const paths = targets.flatMap(pathsOf);
  const known = paths.filter(({ path }) => path !== undefined);
  if (known.some(({ path }) => isWithin(overlay, path!))) {
    return { notKnown: [] };
  }
  const inner = known.find(({ path }) => isWithin(path!, overlay));
  if (inner) {
    return {
      notKnown: [
        `of ${overlay}, ${inner.name} reconciles ${inner.path}; what else of it is built in cannot be seen from a cluster`,
      ],
    };
  }
  const unseen = [
    ...notKnown,
    ...paths
      .filter(({ path }) => path === undefined)
      .map(each => `the path of ${each.name} cannot be seen`),
  ];
  if (unseen.length > 0) {
    return { notKnown: unseen };
  }
  const what =
    known.length > 0
      ? `${name} reconciles ${[...new Set(known.map(({ path }) => path))].join(
          ', ',
        )}`
      : `no Kustomization delivers the service to ${name}`;
  return {
    finding: {
      summary: `A change of ${overlay} never arrives: ${what}.`,
    },
    notKnown: [],
  };
}

/** Of a HelmRelease, what applies it has a path. */
function pathsOf({
  applierRef,
  applier,
  parents,
}: JudgedTarget): { name: string; path?: string }[] {
  return [
    ...(applierRef ? [{ ref: applierRef, seen: applier }] : []),
    ...parents.map(({ ref, parent }) => ({ ref, seen: parent })),
  ]
    .filter(({ ref }) => ref.kind === 'Kustomization')
    .map(({ ref, seen }) => ({
      name: displayRef(ref),
      ...(seen && {
        path: (seen.object as Kustomization).spec?.path ?? './',
      }),
    }));
}

function isWithin(inner: string, outer: string): boolean {
  const [a, b] = [inner, outer].map(normalized);
  return b === '' || a === b || a.startsWith(`${b}/`);
}

function normalized(path: string): string {
  return path
    .split('/')
    .filter(step => step !== '' && step !== '.')
    .join('/');
}
