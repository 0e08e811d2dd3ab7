import { readContract } from '../ownership/contractAnnotations';
import { contractNode } from './__testUtils__/contractNode';
import { mergeContracts, type ContractLayer } from './mergeContracts';
import { parseContract } from './parseContract';

const COMPONENT = 'component:default/api';
const SYSTEM = 'system:default/money';

function layer(
  entityRef: string,
  yaml = '',
  annotations: Record<string, string> = {},
): ContractLayer {
  const { content, lines } = parseContract(
    contractNode(
      `apiVersion: flux-delivery/v1\nkind: DeliveryContract\n${yaml}`,
    ),
    { entityRef },
  );
  return {
    annotated: readContract(
      { entityRef, annotations },
      entityRef === COMPONENT ? undefined : entityRef,
    ),
    ...(yaml && {
      file: {
        entityRef,
        name: 'delivery-contract.yaml',
        url: 'https://git.example.com/x/delivery-contract.yaml',
        content: content!,
        lines,
      },
    }),
  };
}

describe('one contract of several', () => {
  it('takes what an annotation says before the file of the entity, and that before the system', () => {
    const { contract } = mergeContracts([
      layer(
        COMPONENT,
        'owners: { rollout: file, source: file, traffic: file }\nrollback: file\n',
        { 'flux-delivery/owner-source': 'annotation' },
      ),
      layer(
        SYSTEM,
        'owners: { reconcile: far, traffic: far }\nrollback: far\nfix: far\n',
        { 'flux-delivery/owner-reconcile': 'system-annotation' },
      ),
    ]);

    expect(contract.owners).toEqual({
      source: {
        owner: 'group:default/annotation',
        said: 'the annotation flux-delivery/owner-source of the entity',
      },
      rollout: {
        owner: 'group:default/file',
        said: `line 3 of delivery-contract.yaml of ${COMPONENT}`,
      },
      traffic: {
        owner: 'group:default/file',
        said: `line 3 of delivery-contract.yaml of ${COMPONENT}`,
      },
      reconcile: {
        owner: 'group:default/system-annotation',
        said: `the annotation flux-delivery/owner-reconcile of ${SYSTEM}`,
      },
    });
    expect(contract.rollback?.owner).toBe('group:default/file');
    expect(contract.fix).toEqual({
      owner: 'group:default/far',
      said: `line 5 of delivery-contract.yaml of ${SYSTEM}`,
    });
  });

  it('asks for the class before the segment within a file, and nearer ones before farther ones', () => {
    const { contract } = mergeContracts([
      layer(
        COMPONENT,
        'firstResponse: { segments: { rollout: near }, classes: { crash-loop: devs } }\n',
        { 'flux-delivery/first-response-traffic': 'network' },
      ),
      layer(SYSTEM, 'firstResponse: { classes: { out-of-memory: far } }\n'),
    ]);

    expect(
      contract.firstResponse?.map(({ owner, segment, class: failure }) => [
        failure ?? segment,
        owner,
      ]),
    ).toEqual([
      ['traffic', 'group:default/network'],
      ['crash-loop', 'group:default/devs'],
      ['rollout', 'group:default/near'],
      ['out-of-memory', 'group:default/far'],
    ]);
  });

  it('takes other sections as a whole from the nearest file that has them', () => {
    const { sections, runbook } = mergeContracts([
      layer(COMPONENT, 'environments: [{ name: prod }]\n'),
      layer(
        SYSTEM,
        'environments: [{ name: dev }, { name: prod }]\nidentifiers: { names: [tag] }\nlinks: { runbook: "https://wiki.example.com/" }\n',
      ),
    ]);

    expect(sections.environments?.value).toEqual([{ name: 'prod' }]);
    expect(sections.identifiers?.file.entityRef).toBe(SYSTEM);
    expect(runbook).toEqual({
      url: 'https://wiki.example.com/',
      said: `line 5 of delivery-contract.yaml of ${SYSTEM}`,
    });
  });

  it('says nothing where nobody says anything', () => {
    expect(mergeContracts([layer(COMPONENT)])).toEqual({
      contract: { owners: {}, firstResponse: [] },
      sections: {},
    });
  });
});
