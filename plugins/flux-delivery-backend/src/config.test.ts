import { ConfigReader } from '@backstage/config';
import { readFluxDeliveryConfig } from './config';

const read = (fluxDelivery?: unknown) =>
  readFluxDeliveryConfig(
    new ConfigReader(
      fluxDelivery === undefined
        ? {}
        : { fluxDelivery: fluxDelivery as object },
    ),
  );

describe('readFluxDeliveryConfig', () => {
  it('requires claims and keeps 400 days without any configuration', () => {
    expect(read()).toEqual({
      environments: [],
      ownership: { rules: [] },
      tenants: [],
      resolution: { requireClaim: true },
      history: { retention: { days: 400 } },
      fleet: { forgottenAfterDays: 7 },
      events: { clusters: {} },
      runbooks: [],
      links: { git: [], dashboards: [] },
      groupRefs: [],
    });
  });

  it('reads every key', () => {
    const options = read({
      environments: [
        { name: 'staging', match: [{ cluster: 'staging' }] },
        {
          name: 'prod',
          match: [
            { cluster: 'prod-*', namespace: '*' },
            { path: './apps/prod/*' },
          ],
          pinned: true,
        },
      ],
      ownership: {
        platformGroup: 'group:default/platform',
        rules: [
          {
            match: [{ segment: 'traffic', namespace: 'istio-*' }],
            owner: 'network',
          },
        ],
      },
      tenants: [
        {
          owner: 'Group:default/Payments',
          match: [{ cluster: '*', namespace: 'payments-*' }],
        },
      ],
      resolution: { requireClaim: 'false' },
      history: { retention: { days: '30' } },
      fleet: { forgottenAfterDays: 3 },
      events: { clusters: { staging: { secrets: ['s3cret'], perMinute: 60 } } },
      runbooks: [
        {
          match: [{ class: 'source-auth', owner: 'group:default/*' }],
          url: 'https://runbooks.example.com/{cluster}',
        },
      ],
      links: {
        git: [
          {
            match: 'https://github.com/*',
            commit: '{url}/commit/{sha}',
            compare: '{url}/compare/{from}...{to}',
          },
        ],
        dashboards: [
          {
            title: 'Grafana',
            url: 'https://grafana.example.com/?c={cluster}&n={namespace}&w={name}',
          },
        ],
      },
    });

    expect(options.environments.map(({ name }) => name)).toEqual([
      'staging',
      'prod',
    ]);
    expect(options.environments[1]).toEqual({
      name: 'prod',
      match: [{ cluster: 'prod-*', namespace: '*' }, { path: './apps/prod/*' }],
      pinned: true,
    });
    expect(options.tenants).toEqual([
      {
        owner: 'group:default/payments',
        match: [{ cluster: '*', namespace: 'payments-*' }],
      },
    ]);
    expect(options.resolution.requireClaim).toBe(false);
    expect(options.history.retention.days).toBe(30);
    expect(options.fleet.forgottenAfterDays).toBe(3);
    expect(options.events.clusters.staging).toEqual({
      secrets: ['s3cret'],
      perMinute: 60,
    });
    expect(options.links.git).toEqual([
      {
        match: 'https://github.com/*',
        commit: '{url}/commit/{sha}',
        compare: '{url}/compare/{from}...{to}',
      },
    ]);
    expect(options.groupRefs).toEqual([
      {
        ref: 'group:default/platform',
        keyPath: 'fluxDelivery.ownership.platformGroup',
      },
      {
        ref: 'group:default/network',
        keyPath: 'fluxDelivery.ownership.rules[0].owner',
      },
      {
        ref: 'group:default/payments',
        keyPath: 'fluxDelivery.tenants[0].owner',
      },
    ]);
  });

  it('does not list users among the groups', () => {
    expect(
      read({
        tenants: [{ owner: 'user:default/dana', match: [{ cluster: '*' }] }],
      }).groupRefs,
    ).toEqual([]);
  });

  it.each([
    [
      'unknown key',
      { enviroments: [] },
      'fluxDelivery.enviroments: unknown key, did you mean environments?',
    ],
    [
      'unknown key far from all',
      { zzz: 1 },
      'fluxDelivery.zzz: unknown key; known are environments',
    ],
    [
      'unknown key deep down',
      { environments: [{ name: 'a', match: [{ clutser: 'x' }] }] },
      'fluxDelivery.environments[0].match[0].clutser: unknown key, did you mean cluster?',
    ],
    [
      'path in a tenant rule',
      { tenants: [{ owner: 'a', match: [{ path: 'x' }] }] },
      'fluxDelivery.tenants[0].match[0].path: unknown key',
    ],
    [
      'bad glob',
      { environments: [{ name: 'a', match: [{ cluster: 'prod-[a-z]' }] }] },
      'fluxDelivery.environments[0].match[0].cluster: "prod-[a-z]" is no glob',
    ],
    [
      'empty glob',
      { environments: [{ name: 'a', match: [{ cluster: '' }] }] },
      'fluxDelivery.environments[0].match[0].cluster: must not be empty',
    ],
    [
      'empty match',
      { environments: [{ name: 'a', match: [{}] }] },
      'fluxDelivery.environments[0].match[0]: must have at least one of cluster, namespace, path',
    ],
    [
      'two of one name',
      { environments: [{ name: 'prod' }, { name: 'Prod' }] },
      'fluxDelivery.environments[1].name: there are two environments of the name Prod; the other is fluxDelivery.environments[0].name',
    ],
    [
      'reserved name',
      { environments: [{ name: 'unassigned' }] },
      'fluxDelivery.environments[0].name: unassigned is the name',
    ],
    [
      'missing name',
      { environments: [{}] },
      'fluxDelivery.environments[0].name: is missing',
    ],
    [
      'list for object',
      { resolution: [] },
      'fluxDelivery.resolution: must be an object, is a list',
    ],
    [
      'object for list',
      { environments: { name: 'a' } },
      'fluxDelivery.environments: must be a list, is an object',
    ],
    [
      'text for boolean',
      { resolution: { requireClaim: 'yes' } },
      'fluxDelivery.resolution.requireClaim: must be true or false, is a text',
    ],
    [
      'zero days',
      { history: { retention: { days: 0 } } },
      'fluxDelivery.history.retention.days: must be a whole number above 0, is 0',
    ],
    [
      'tenant without match',
      { tenants: [{ owner: 'group:default/a' }] },
      'fluxDelivery.tenants[0].match: must be a list with at least one item',
    ],
    [
      'owner that is a component',
      {
        tenants: [{ owner: 'component:default/a', match: [{ cluster: '*' }] }],
      },
      'fluxDelivery.tenants[0].owner: must name a group or user',
    ],
    [
      'owner that is no ref',
      { ownership: { platformGroup: 'a/b/c' } },
      'fluxDelivery.ownership.platformGroup: must name a group or user',
    ],
    [
      'script as a dashboard',
      { links: { dashboards: [{ title: 'x', url: 'data:text/html,x' }] } },
      'fluxDelivery.links.dashboards[0].url: must be an http or https URL',
    ],
    [
      'owner in an ownership rule',
      { ownership: { rules: [{ match: [{ owner: 'x' }], owner: 'y' }] } },
      'fluxDelivery.ownership.rules[0].match[0].owner: unknown key',
    ],
    [
      'credentials in a url',
      {
        runbooks: [
          { match: [{ class: '*' }], url: 'https://user:pass@example.com' },
        ],
      },
      'fluxDelivery.runbooks[0].url: must be an http or https URL without credentials',
    ],
    [
      'host from a placeholder',
      { links: { dashboards: [{ title: 'x', url: 'https://{name}/' }] } },
      'fluxDelivery.links.dashboards[0].url: must be an http or https URL',
    ],
    [
      'unknown placeholder',
      { links: { git: [{ match: '*', commit: '{url}/c/{commit}' }] } },
      'fluxDelivery.links.git[0].commit: has the placeholder {commit}, but {url}, {sha} can be filled',
    ],
    [
      'unknown segment',
      {
        ownership: { rules: [{ match: [{ segment: 'trafic' }], owner: 'a' }] },
      },
      'fluxDelivery.ownership.rules[0].match[0].segment: must be one of promotion, source, reconcile, rollout, traffic, is "trafic", did you mean traffic?',
    ],
    [
      'a cluster of the name of a route',
      { events: { clusters: { cdevents: { secrets: ['s3cret'] } } } },
      'fluxDelivery.events.clusters.cdevents: cdevents is where CDEvents are sent, no cluster',
    ],
    [
      'no events per minute',
      { events: { clusters: { a: { secrets: ['s3cret'], perMinute: 0 } } } },
      'fluxDelivery.events.clusters.a.perMinute: must be a whole number above 0, is 0',
    ],
    [
      'no secret',
      { events: { clusters: { staging: { secrets: [] } } } },
      'fluxDelivery.events.clusters.staging.secrets: must be a list with at least one item',
    ],
  ])('stops with one line that names the key: %s', (_, config, message) => {
    let error: Error | undefined;
    try {
      read(config);
    } catch (caught) {
      error = caught as Error;
    }
    expect(error?.name).toBe('InputError');
    expect(error?.message).toContain(`Configuration ${message}`);
    expect(error?.message).not.toContain('\n');
  });

  it('never repeats a secret that stands in the wrong place', () => {
    expect(() =>
      read({
        events: { clusters: { staging: { secrets: { a: 'hunter2' } } } },
      }),
    ).toThrow(/^(?!.*hunter2)/);
    expect(() =>
      read({ events: { clusters: { staging: 'hunter2' } } }),
    ).toThrow(/^(?!.*hunter2)/);
  });
});
