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
    for (const { name, team, owner = team } of estate.services) {
      expect([name, owners[name]]).toEqual([name, `group:default/${owner}`]);
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
    const groups = entities.filter(entity => entity.kind === 'Group');
    for (const member of groups.flatMap(({ spec }) => spec.members ?? [])) {
      expect(names('User')).toContain(member);
    }
    for (const { metadata, spec } of entities.filter(
      entity => entity.kind === 'User',
    )) {
      spec.memberOf.forEach((group: string) =>
        expect(names('Group')).toContain(group),
      );
      // The guest, whom the portal signs in, is in no team.
      expect(spec.memberOf.length > 0).toBe(metadata.name !== 'guest');
    }
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

describe('the situations', () => {
  const components = entities.filter(({ kind }) => kind === 'Component');
  const own = new Set(
    estate.services.filter(({ shows }) => shows).map(({ name }) => name),
  );

  it('say what happened and what to conclude, under one system and one tag', () => {
    for (const { metadata, spec } of components.filter(one =>
      own.has(one.metadata.name),
    )) {
      expect(metadata.title).toMatch(
        /^(Promotion|Source|Reconcile|Rollout|Traffic): /,
      );
      expect(metadata.description).toMatch(/\. Conclude: .+\.$/);
      expect(metadata.tags).toContain('situation');
      expect(spec).toMatchObject({
        system: 'situations',
        lifecycle: 'example',
      });
    }
  });

  it('stand apart from the everyday estate', () => {
    const others = components.filter(one => !own.has(one.metadata.name));
    expect(
      others.filter(
        ({ metadata, spec }) =>
          spec.system === 'situations' ||
          spec.lifecycle === 'example' ||
          metadata.tags?.includes('situation'),
      ),
    ).toEqual([]);
    for (const { name, team } of estate.services) {
      expect(team.startsWith('situations-')).toBe(own.has(name));
    }
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
