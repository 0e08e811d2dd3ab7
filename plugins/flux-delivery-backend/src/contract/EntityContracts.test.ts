import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import { ContractFiles } from './ContractFiles';
import { contractFor } from './contractFor';
import { EntityContracts } from './EntityContracts';
import { contractText, FakeReader } from './__testUtils__/FakeReader';

const OWN = 'https://git.example.com/api/contract.yaml';
const SYSTEMS = 'https://git.example.com/money/contract.yaml';
const SYSTEM: EntityFacts = {
  entityRef: 'system:default/money',
  annotations: { 'flux-delivery/contract': SYSTEMS },
};
const API: EntityFacts = {
  entityRef: 'component:default/api',
  system: SYSTEM.entityRef,
  annotations: { 'flux-delivery/contract': OWN },
};

function setUp({
  catalog = async () => new Map([[SYSTEM.entityRef, SYSTEM]]),
} = {}) {
  const reader = new FakeReader();
  const contracts = new EntityContracts({
    files: new ContractFiles({
      reader,
      now: () => Date.parse('2026-11-21T06:00:00Z'),
      random: () => 0.5,
    }),
    integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
    factsOf: catalog,
    sleep: async () => {},
    now: () => Date.parse('2026-11-21T06:00:00Z'),
  });
  return { reader, contracts };
}

/** Reads are under way when the first answer comes. */
async function settled(contracts: EntityContracts, entity = API) {
  await contracts.of(entity);
  await new Promise(resolve => setTimeout(resolve, 10));
  return contracts.of(entity);
}

it('reads nothing for an entity that names nothing', async () => {
  const { reader, contracts } = setUp();
  expect(
    await contracts.of({ entityRef: 'component:default/x', annotations: {} }),
  ).toMatchObject({ files: [], errors: [], annotationErrors: [] });
  expect(reader.asked).toEqual([]);
});

it('takes the file of the system behind that of the component', async () => {
  const { reader, contracts } = setUp();
  reader.files = {
    [OWN]: contractText('owners: { rollout: team }\n'),
    [SYSTEMS]: contractText('owners: { rollout: far, source: far }\n'),
  };
  const { contract, files } = await settled(contracts);
  expect(contract.owners).toMatchObject({
    rollout: { owner: 'group:default/team' },
    source: {
      owner: 'group:default/far',
      said: 'line 3 of contract.yaml of system:default/money',
    },
  });
  expect(files.map(({ entityRef, state }) => `${entityRef} ${state}`)).toEqual([
    'component:default/api read',
    'system:default/money read',
  ]);
});

describe('for whoever sees the component and not its system', () => {
  const hidden = { visibleAmong: async () => new Set<string>() };
  const shown = { visibleAmong: async () => new Set([SYSTEM.entityRef]) };

  it('what the system gives to its ownership stays; where, and all else, is not told', async () => {
    const { reader, contracts } = setUp();
    reader.files = {
      [OWN]: contractText(
        'owners: { rollout: team }\nfirstResponse: { segments: { rollout: team } }\n',
      ),
      [SYSTEMS]: contractText(
        'owners: { rollout: far, source: far }\nfix: far\nrollback: a b\nlinks: { runbook: "https://wiki.example.com/money" }\nfirstResponse: { segments: { source: far } }\n',
      ),
    };
    const contract = await settled(contracts);
    expect(await contractFor(shown, contract)).toBe(contract);
    expect(contract.errors).toHaveLength(1);
    expect(contract.runbook?.url).toMatch(/money/);

    for (const may of [hidden, undefined]) {
      const told = await contractFor(may, contract);
      expect(told.contract).toMatchObject({
        owners: {
          rollout: {
            owner: 'group:default/team',
            said: expect.stringContaining('component:default/api'),
          },
          source: {
            owner: 'group:default/far',
            said: 'the contract of its system',
          },
        },
        fix: { owner: 'group:default/far', said: 'the contract of its system' },
        firstResponse: [
          { owner: 'group:default/team' },
          { owner: 'group:default/far', said: 'the contract of its system' },
        ],
      });
      expect(JSON.stringify(told)).not.toMatch(/money/);
      expect(told.files.map(({ entityRef }) => entityRef)).toEqual([
        API.entityRef,
      ]);
    }
  });

  it('nothing is asked where there is no system', async () => {
    const visibleAmong = jest.fn();
    const { contracts } = setUp();
    const { system: _, ...alone } = API;
    const contract = await contracts.of(alone);
    expect(await contractFor({ visibleAmong }, contract)).toBe(contract);
    expect(visibleAmong).not.toHaveBeenCalled();
  });
});

it('tells errors with line, key and link, and takes the rest', async () => {
  const { reader, contracts } = setUp();
  reader.files = {
    [OWN]: contractText('fix: a b\nrollback: sre\n'),
    [SYSTEMS]: contractText(),
  };
  const { contract, errors } = await settled(contracts);
  expect(contract.rollback?.owner).toBe('group:default/sre');
  expect(errors).toEqual([
    {
      entityRef: 'component:default/api',
      file: 'contract.yaml',
      url: `${OWN}#L3`,
      line: 3,
      column: 6,
      keyPath: 'fix',
      problem: 'must be a group or user, such as group:default/payments',
    },
  ]);
});

it('says that a file cannot be read, and goes on with annotations', async () => {
  const { contracts } = setUp();
  const { contract, errors, files } = await settled(contracts, {
    ...API,
    annotations: { ...API.annotations, 'flux-delivery/fix-owner': 'devs' },
  });
  expect(contract.fix?.owner).toBe('group:default/devs');
  expect(files[0].state).toBe('unreadable');
  expect(errors[0]).toEqual({
    entityRef: 'component:default/api',
    file: 'contract.yaml',
    url: OWN,
    problem: 'cannot be read: it is not there, or the portal may not see it',
  });
});

it('shows an annotation that is no address with the form that is expected', async () => {
  const { contracts } = setUp();
  const { annotationErrors } = await contracts.of({
    entityRef: 'component:default/x',
    annotations: { 'flux-delivery/contract': 'file:///etc/x.yaml' },
  });
  expect(annotationErrors).toEqual([
    {
      annotation: 'flux-delivery/contract',
      value: 'file:///etc/x.yaml',
      expected: 'a path, or an http or https URL without credentials',
    },
  ]);
});

it('does without the system while the catalog does not answer', async () => {
  const { reader, contracts } = setUp({
    catalog: async () => {
      throw new Error('down');
    },
  });
  reader.files = { [OWN]: contractText('fix: team\n') };
  expect((await settled(contracts)).contract.fix?.owner).toBe(
    'group:default/team',
  );
});

it('knows the system by memory once it was looked up', async () => {
  const { reader, contracts } = setUp();
  reader.files = { [SYSTEMS]: contractText('fix: far\n') };
  contracts.known(API);
  await new Promise(resolve => setTimeout(resolve, 10));
  contracts.known(API);
  await new Promise(resolve => setTimeout(resolve, 10));
  expect(contracts.known(API).contract.fix?.owner).toBe('group:default/far');
});

it('waits for no host that hangs', async () => {
  const { reader, contracts } = setUp();
  reader.hold();
  const { files } = await contracts.of(API);
  expect(files.map(({ state }) => state)).toEqual(['notReadYet', 'notReadYet']);
  reader.release!();
});
