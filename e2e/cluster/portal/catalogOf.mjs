import { stringify } from 'yaml';

/** As many different pages as the check of page views wants to open. */
export const PAGES = 200;

/** Who owns the services of the scenarios, and who owns what lies around them. */
const GROUPS = [
  'apps',
  'orders',
  'payments',
  'search',
  'platform',
  'network',
  'sources',
];

/**
 * The entities of the scenarios, and as many more as make up the pages: some with a pointer to what is not theirs, some with
 * an image, some with a label that nothing bears.
 *
 * @param {import('../play/loadScenarios.mjs').Scenario[]} scenarios
 * @returns {{ text: string, names: string[] }}
 */
export function catalogOf(scenarios) {
  const entities = scenarios.flatMap(scenario =>
    scenario.entities.map(({ name, owner, annotations }) =>
      component(name, { owner, annotations, description: scenario.title }),
    ),
  );
  const more = Array.from(
    { length: Math.max(0, PAGES - entities.length) },
    (_, index) => {
      const name = `e2e-page-${String(index).padStart(3, '0')}`;
      return component(name, {
        owner: 'group:default/apps',
        annotations: POINTERS[index % POINTERS.length](name),
        description: 'one of many pages',
      });
    },
  );
  const groups = GROUPS.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    spec: { type: 'team', children: [] },
  }));
  const all = [...entities, ...more];
  return {
    text: [...groups, ...all].map(entity => stringify(entity)).join('---\n'),
    names: all.map(({ metadata }) => metadata.name),
  };
}

const POINTERS = [
  () => ({ 'flux-delivery/kustomization': 'fd-e2e-git-healthy/app' }),
  () => ({ 'flux-delivery/image': 'registry.k8s.io/pause' }),
  name => ({ 'backstage.io/kubernetes-id': name }),
  () => ({}),
];

function component(name, { owner, annotations = {}, description }) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, description, annotations },
    spec: { type: 'service', lifecycle: 'production', owner },
  };
}
