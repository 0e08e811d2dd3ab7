import { SEGMENTS } from '../divergence/SegmentVerdict';
import type { ContractCheck } from '../contract/checks/ContractCheck';
import {
  type FromFile,
  type MergedContract,
  saidAt,
} from '../contract/mergeContracts';
import type { ContractDto, SaidDto } from './contractDto';

/** A contract in its wire form; who the owners are is for whoever can ask the catalog: `ownersInContract` tells of whom. @public */
export function toContractDto(
  { contract, runbook, sections }: MergedContract,
  rest: Pick<
    ContractDto,
    | 'entityRef'
    | 'observedAt'
    | 'files'
    | 'errors'
    | 'annotationErrors'
    | 'promotions'
  > & { checks: ContractCheck[] },
): ContractDto {
  const { owners = {}, firstResponse = [], rollback, fix } = contract;
  const {
    identifiers,
    environments,
    appTeamMayChange,
    platformMayRefactor,
    interfaces,
    links,
  } = sections;
  return {
    ...rest,
    segmentOwners: SEGMENTS.flatMap(segment => {
      const named = owners[segment];
      return named ? [{ segment, ...named }] : [];
    }),
    firstResponse: [...firstResponse],
    ...(rollback && { rollback }),
    ...(fix && { fix }),
    ...(runbook && { runbook }),
    alerts: links?.value.alerts ?? [],
    ...(identifiers && { identifiers: said(identifiers, 'identifiers') }),
    ...(environments && { environments: said(environments, 'environments') }),
    ...(appTeamMayChange && {
      appTeamMayChange: said(appTeamMayChange, 'appTeamMayChange'),
    }),
    ...(platformMayRefactor && {
      platformMayRefactor: said(platformMayRefactor, 'platformMayRefactor'),
    }),
    ...(interfaces && { interfaces: said(interfaces, 'interfaces') }),
    owners: {},
  };
}

/** Everybody whom a contract names, as full entity refs, each once. @public */
export function ownersInContract(contract: ContractDto): string[] {
  const { rollback, fix, environments, interfaces } = contract;
  const named = [
    ...contract.segmentOwners.map(({ owner }) => owner),
    ...contract.firstResponse.map(({ owner }) => owner),
    rollback?.owner,
    fix?.owner,
    ...(environments?.value ?? []).flatMap(({ approvals = [] }) =>
      approvals.map(({ by }) => by),
    ),
    ...(interfaces?.value ?? []).map(({ owner }) => owner),
  ];
  return [...new Set(named.filter(owner => owner !== undefined))].sort();
}

function said<T>({ value, file }: FromFile<T>, keyPath: string): SaidDto<T> {
  return { value, said: saidAt(file, keyPath) };
}
