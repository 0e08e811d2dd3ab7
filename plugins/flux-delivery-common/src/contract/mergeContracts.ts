import { SEGMENTS, type Segment } from '../divergence/SegmentVerdict';
import type { AnnotatedContract } from '../ownership/contractAnnotations';
import type {
  Contracted,
  ContractedResponder,
  DeliveryContract,
} from '../ownership/OwnershipRule';
import type {
  ContractContent,
  ContractEnvironment,
  ContractIdentifiers,
  ContractInterface,
  ContractRefactoring,
  ContractValues,
} from './ContractContent';

/** A contract file that was read. @public */
export interface ContractFile {
  /** Whose annotation names it. */
  entityRef: string;
  /** As answers call it: `delivery-contract.yaml`. */
  name: string;
  url: string;
  content: ContractContent;
  lines: ReadonlyMap<string, number>;
}

/** What one entity says. @public */
export interface ContractLayer {
  annotated: AnnotatedContract;
  file?: ContractFile;
}

/** A part of a contract, with the file that says it. @public */
export interface FromFile<T> {
  value: T;
  file: ContractFile;
}

/** The sections of contract files that hold as a whole. @public */
export interface ContractSections {
  identifiers?: FromFile<ContractIdentifiers>;
  environments?: FromFile<ContractEnvironment[]>;
  appTeamMayChange?: FromFile<ContractValues[]>;
  platformMayRefactor?: FromFile<ContractRefactoring[]>;
  interfaces?: FromFile<ContractInterface[]>;
  links?: FromFile<NonNullable<ContractContent['links']>>;
}

/**
 * The contract that holds for an entity.
 *
 * @public
 */
export interface MergedContract {
  contract: DeliveryContract;
  runbook?: { url: string; said: string };
  sections: ContractSections;
}

/**
 * One contract of what an entity and then its system say, nearest first. Annotations come before the file of the same entity: they
 * are set on that entity itself, are seen at once, and hold while the file cannot be read; a file may be named by many. The owner of a segment, a
 * first responder and the like come from the nearest that names one; every other section comes as a whole from the nearest file
 * that has it.
 *
 * @public
 */
export function mergeContracts(
  layers: readonly ContractLayer[],
): MergedContract {
  const told = layers.flatMap(layer => [
    layer.annotated.contract,
    ...(layer.file ? [contractOf(layer.file)] : []),
  ]);
  const files = layers.flatMap(({ file }) => file ?? []);
  return {
    contract: {
      owners: Object.assign(
        {},
        ...[...told].reverse().map(({ owners }) => owners),
      ) as Partial<Record<Segment, Contracted>>,
      firstResponse: told.flatMap(({ firstResponse }) => firstResponse ?? []),
      rollback: told.find(({ rollback }) => rollback)?.rollback,
      fix: told.find(({ fix }) => fix)?.fix,
    },
    runbook: runbookIn(layers),
    sections: {
      ...nearest(files, 'identifiers'),
      ...nearest(files, 'environments'),
      ...nearest(files, 'appTeamMayChange'),
      ...nearest(files, 'platformMayRefactor'),
      ...nearest(files, 'interfaces'),
      ...nearest(files, 'links'),
    },
  };
}

/**
 * What of a file says something: `line 12 of delivery-contract.yaml of component:default/api`.
 *
 * @public
 */
export function saidAt(
  { lines, name, entityRef }: ContractFile,
  keyPath: string,
): string {
  const line = lines.get(keyPath);
  return `${line ? `line ${line} of ` : ''}${name} of ${entityRef}`;
}

/** Its owners, as ownership reads them: a class is closer than a segment. */
function contractOf(file: ContractFile): DeliveryContract {
  const { owners = {}, firstResponse, rollback, fix } = file.content;
  const by = (owner: string, keyPath: string): Contracted => ({
    owner,
    said: saidAt(file, keyPath),
  });
  const classes = Object.entries(firstResponse?.classes ?? {}).map(
    ([name, owner]): ContractedResponder => ({
      ...by(owner, `firstResponse.classes.${name}`),
      class: name,
    }),
  );
  const segments = SEGMENTS.flatMap((segment): ContractedResponder[] => {
    const owner = firstResponse?.segments?.[segment];
    return owner
      ? [{ ...by(owner, `firstResponse.segments.${segment}`), segment }]
      : [];
  });
  return {
    owners: Object.fromEntries(
      SEGMENTS.flatMap(segment => {
        const owner = owners[segment];
        return owner ? [[segment, by(owner, `owners.${segment}`)]] : [];
      }),
    ),
    firstResponse: [...classes, ...segments],
    ...(rollback && { rollback: by(rollback, 'rollback') }),
    ...(fix && { fix: by(fix, 'fix') }),
  };
}

function runbookIn(
  layers: readonly ContractLayer[],
): MergedContract['runbook'] {
  for (const { annotated, file } of layers) {
    if (annotated.runbookUrl) {
      return {
        url: annotated.runbookUrl,
        said: 'the annotation of the entity',
      };
    }
    const url = file?.content.links?.runbook;
    if (file && url) {
      return { url, said: saidAt(file, 'links.runbook') };
    }
  }
  return undefined;
}

function nearest<K extends keyof ContractSections>(
  files: readonly ContractFile[],
  section: K,
): ContractSections {
  const file = files.find(({ content }) => content[section] !== undefined);
  return file
    ? ({
        [section]: { value: file.content[section], file },
      } as ContractSections)
    : {};
}
