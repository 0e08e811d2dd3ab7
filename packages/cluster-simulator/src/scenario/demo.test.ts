import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { DEMO_TOKEN } from '../Simulator';
import { readScenario } from './readScenario';

const DEMO = resolve(__dirname, '../../../../examples/demo');
const estate = readScenario(resolve(__dirname, '../../scenarios/estate.yaml'));
const entities = readdirSync(resolve(DEMO, 'catalog')).flatMap(file =>
  parseAllDocuments(readFileSync(resolve(DEMO, 'catalog', file), 'utf8')).map(
    document => document.toJS(),
  ),
);
const names = (kind: string) =>
  entities
    .filter(entity => entity.kind === kind)
    .map(entity => entity.metadata.name);

describe('the entities of the demo', () => {
  it('cover every service of the estate, under the owner that the estate names', () => {
    const owners = Object.fromEntries(
      entities
        .filter(entity => entity.kind === 'Component')
        .map(entity => [entity.metadata.name, entity.spec.owner]),
    );
    for (const { name, team } of estate.services) {
      expect([name, owners[name]]).toEqual([name, `group:default/${team}`]);
    }
  });

  it('name groups, users and systems that exist', () => {
    for (const { spec } of entities.filter(
      entity => entity.kind === 'Component',
    )) {
      expect(names('Group')).toContain(
        spec.owner.replace('group:default/', ''),
      );
      expect(names('System')).toContain(spec.system);
    }
    const members = entities
      .filter(entity => entity.kind === 'Group')
      .flatMap(entity => entity.spec.members);
    // The guest, whom the portal signs in, is in no team.
    const people = names('User').filter(name => name !== 'guest');
    expect(members.sort()).toEqual(people.sort());
  });

  it('have each way and each trouble of binding once at least', () => {
    const annotations = entities.flatMap(entity =>
      Object.keys(entity.metadata.annotations ?? {}),
    );
    for (const wanted of [
      'backstage.io/kubernetes-id',
      'backstage.io/kubernetes-namespace',
      'flux-delivery/kustomization',
      'flux-delivery/helm-release',
      'flux-delivery/image',
    ]) {
      expect(annotations).toContain(wanted);
    }
    expect(
      entities.find(entity => entity.metadata.name === 'docs-portal').metadata
        .annotations,
    ).toBeUndefined();
  });
});

describe('the configuration of the demo', () => {
  const { kubernetes, fluxDelivery } = parse(
    readFileSync(resolve(DEMO, 'app-config.demo.yaml'), 'utf8'),
  );
  const [{ clusters }] = kubernetes.clusterLocatorMethods;

  it('has the clusters of the estate at the ports of the simulator', () => {
    expect(
      clusters.map((cluster: Record<string, string>) => [
        cluster.name,
        cluster.url,
        cluster.authProvider,
      ]),
    ).toEqual(
      estate.clusters.map(
        ({ name, authProvider = 'serviceAccount' }, index) => [
          name,
          `http://127.0.0.1:${7101 + index}`,
          authProvider,
        ],
      ),
    );
    expect(clusters[0].serviceAccountToken).toBe(DEMO_TOKEN);
  });

  it('gives the tenants groups that exist', () => {
    for (const { owner } of fluxDelivery.tenants) {
      expect(names('Group')).toContain(owner.replace('group:default/', ''));
    }
  });
});
