import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  LISTED_KINDS,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import { parseAllDocuments } from 'yaml';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const file = resolve(__dirname, '../../../../examples/rbac.yaml');
const documents = parseAllDocuments(readFileSync(file, 'utf8')).map(document =>
  document.toJS(),
);
const find = (kind: string) =>
  documents.filter(document => document.kind === kind);

describe('examples/rbac.yaml', () => {
  const [role] = find('ClusterRole');
  const rules: Rule[] = role.rules;

  it('allows exactly the kinds that are watched or listed', () => {
    const allowed = rules.flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap(group => resources.map(plural => `${group}/${plural}`)),
    );
    const used = [...WATCHED_KINDS, ...LISTED_KINDS].map(
      ({ group, plural }) => `${group}/${plural}`,
    );
    expect(allowed.sort()).toEqual(used.sort());
  });

  it('only reads, names everything, and knows no Secrets', () => {
    rules.forEach(({ verbs }) =>
      expect(verbs).toEqual(['get', 'list', 'watch']),
    );
    const words = rules.flatMap(({ apiGroups, resources, verbs }) => [
      ...apiGroups,
      ...resources,
      ...verbs,
    ]);
    expect(words.filter(word => /\*|secret/i.test(word))).toEqual([]);
    expect(Object.keys(role)).toEqual([
      'apiVersion',
      'kind',
      'metadata',
      'rules',
    ]);
  });

  it('binds the role to the service account, and nothing else', () => {
    expect(find('ClusterRole')).toHaveLength(1);
    expect(find('ClusterRoleBinding')).toHaveLength(1);
    expect(find('ClusterRoleBinding')[0]).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: role.metadata.name },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: 'flux-delivery',
          namespace: 'backstage',
        },
      ],
    });
  });
});
