import { parseImage } from '../../kube/imageReference';
import { imagesOf } from '../../kube/podTemplate';
import type { ReleaseName } from '../ContractContent';
import { saidAt } from '../mergeContracts';
import {
  concluded,
  notSaid,
  type CheckInput,
  type ContractCheck,
} from './ContractCheck';
import { seenTargets } from './targets';

const WORDS: Record<ReleaseName, string> = {
  commit: 'commit',
  tag: 'tag',
  digest: 'digest',
  chartVersion: 'chart version',
  image: 'image',
  pipelineId: 'pipeline id',
};

/** Whether what names a release with authority appears anywhere: on the path, in the ledger, or in what CI recorded. */
export function checkIdentifiers(input: CheckInput): ContractCheck {
  const section = input.merged.sections.identifiers;
  const { names = [], images = [] } = section?.value ?? {};
  if (!section || names.length + images.length === 0) {
    return notSaid('identifiers', 'the contract names no identifiers');
  }
  const seen = seenIn(input);
  const { notKnown } = seenTargets(input);
  const missing = [
    ...names
      .filter(name => !seen.names.has(name))
      .map(name => ({
        what: `No release bears the ${WORDS[name]} that the contract names`,
        keyPath: `identifiers.names[${names.indexOf(name)}]`,
        proven: seen.records > 0,
      })),
    ...images
      .filter(image => !seen.repositories.has(parseImage(image).repository))
      .map(image => ({
        what: `No workload and no delivery has the image ${image}`,
        keyPath: `identifiers.images[${images.indexOf(image)}]`,
        proven: seen.repositories.size > 0 && notKnown.length === 0,
      })),
  ];
  const ledger = 'notKnown' in input.ledger ? [input.ledger.notKnown] : [];
  const isProven = (one: { proven: boolean }) =>
    one.proven && ledger.length === 0;
  return concluded('identifiers', {
    findings: missing.filter(isProven).map(({ what, keyPath }) => ({
      summary: `${what}: it never appears, on the path or in ${seen.records} recorded deliveries and promotions.`,
      said: saidAt(section.file, keyPath),
    })),
    notKnown: missing
      .filter(one => !isProven(one))
      .map(
        ({ what }) =>
          `${what}, and that proves nothing: ${
            [...ledger, ...notKnown][0] ?? 'too little is recorded yet'
          }`,
      ),
    proof: `${[...names.map(name => WORDS[name]), ...images].join(
      ', ',
    )}: each appears on the path or in what is recorded.`,
  });
}

interface Seen {
  names: ReadonlySet<ReleaseName>;
  repositories: ReadonlySet<string>;
  /** How many deliveries and promotions were looked at. */
  records: number;
}

function seenIn(input: CheckInput): Seen {
  const { targets } = seenTargets(input);
  const { deliveries = [], promotions = [] } =
    'notKnown' in input.ledger ? {} : input.ledger;
  const declared = [
    ...targets.flatMap(({ workloads }) =>
      workloads.flatMap(({ workload }) =>
        workload ? imagesOf(workload.object) : [],
      ),
    ),
    ...deliveries.flatMap(({ images }) => images.map(image => image.declared)),
    ...promotions.flatMap(({ version }) => version.image ?? []),
  ].map(parseImage);
  const revisions = targets.flatMap(({ segments }) =>
    segments.flatMap(({ revision }) => revision ?? []),
  );
  const versions = [
    ...deliveries.map(delivery => delivery.revisions),
    ...promotions.map(({ version }) => version),
  ];
  const any: Record<ReleaseName, boolean> = {
    commit: [...revisions, ...versions].some(({ commit }) => commit),
    tag:
      versions.some(({ tag }) => tag) ||
      declared.some(({ tag }) => tag !== undefined),
    digest:
      [...revisions, ...versions].some(({ digest }) => digest) ||
      declared.some(({ digest }) => digest !== undefined) ||
      deliveries.some(({ images }) => images.some(({ running }) => running)),
    chartVersion: [...revisions, ...versions].some(
      ({ chartVersion }) => chartVersion,
    ),
    image: declared.some(({ repository }) => repository !== ''),
    pipelineId: promotions.some(({ pipeline }) => pipeline),
  };
  return {
    names: new Set(
      (Object.keys(any) as ReleaseName[]).filter(name => any[name]),
    ),
    repositories: new Set(
      declared.map(({ repository }) => repository).filter(Boolean),
    ),
    records: deliveries.length + promotions.length,
  };
}
