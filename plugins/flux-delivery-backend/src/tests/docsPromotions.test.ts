/* eslint jest/no-standalone-expect: ["error", { "additionalTestBlockFunctions": ["withCurl", "withJq"] }] */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { parse, parseAllDocuments } from 'yaml';
import { docSnippets } from '../__testUtils__/docSnippets';
import {
  type Portal,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';
import { readFluxDeliveryConfig } from '../config';
import { spec } from '../schema/spec.generated';

const page = docSnippets('promotions.md');
const run = promisify(execFile);

jest.setTimeout(180_000);

const ANN = mockCredentials.user.header('user:default/ann');
const TOKEN = mockCredentials.service
  .header({
    onBehalfOf: mockCredentials.service('external:ci'),
    targetPluginId: 'flux-delivery',
  })
  .replace(/^Bearer /, '');
const COMMIT = '3fa2c1e'.padEnd(40, '0');
const DIGEST = `sha256:${'4c'.repeat(32)}`;
const AT = '2026-11-21T09:30:00Z';

let portal: Portal;
let folder: string;

const isThere = (command: string) =>
  spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
/** Where a machine lacks what pipelines have, the bodies that are sent by hand below are all that is tested. */
const withCurl = isThere('curl') ? it : it.skip;
const withJq = isThere('curl') && isThere('jq') ? it : it.skip;

/** Runs a snippet as a pipeline does, with commands that only a pipeline has in the place of `stubs`. */
async function pipeline(
  script: string,
  env: Record<string, string>,
  stubs: Record<string, string> = {},
) {
  for (const [name, output] of Object.entries(stubs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${output}'\n`, {
      mode: 0o755,
    });
  }
  const { stdout } = await run('sh', ['-ec', script], {
    cwd: folder,
    env: {
      ...env,
      PORTAL: portal.baseUrl,
      PATH: `${folder}:${process.env.PATH}`,
    },
  });
  return stdout;
}

async function recorded(id: string) {
  const { body } = await portal
    .get('/entities/component/default/payments-api/promotions?limit=100')
    .set('Authorization', ANN);
  return body.items.find((each: { id: string }) => each.id === id);
}

beforeAll(async () => {
  portal = await startPortal({
    clusters: { staging: loadFixture('healthy-git-kustomization.yaml') },
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'payments-api', namespace: 'default' },
        spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
      },
    ],
    fluxDelivery: {
      environments: [
        { name: 'staging', match: [{ cluster: 'staging' }] },
        { name: 'prod', match: [{ cluster: 'prod-*' }] },
      ],
    },
  });
  await settled(portal);
});
afterAll(() => portal.stop());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flux-delivery-docs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('what docs/promotions.md tells pipelines to send is taken', () => {
  withCurl('by curl', async () => {
    await pipeline(page.after('## Record a promotion', 'sh'), {
      FLUX_DELIVERY_TOKEN: TOKEN,
    });
    expect(await recorded('release-4812')).toMatchObject({
      environment: 'prod',
      version: { tag: '1.8.3' },
      recordedBy: 'external:ci',
    });
  });

  it('in the body of the curl line', async () => {
    const snippet = page.after('## Record a promotion', 'sh');
    const [, body] = /-d '(\{.*\})'/.exec(snippet)!;
    const { status } = await portal
      .post('/promotions')
      .set({
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/json',
      })
      .send(body);
    expect([200, 201]).toContain(status);
  });

  withJq('by GitHub Actions, the same run twice', async () => {
    const [step] = parse(page.after('**GitHub Actions**', 'yaml'));
    const env = {
      TOKEN,
      GITHUB_REPOSITORY: 'acme/payments',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_SHA: COMMIT,
      GITHUB_ACTOR: 'd.khan',
      VERSION: '1.8.3',
      DIGEST,
    };
    for (const _ of ['first', 'again']) {
      await pipeline(step.run, env, { gh: AT });
    }
    expect(await recorded('gh-77-1-prod')).toMatchObject({
      version: { commit: COMMIT, tag: '1.8.3', digest: DIGEST },
      actor: { name: 'd.khan' },
      pipeline: {
        id: '77',
        url: 'https://github.com/acme/payments/actions/runs/77',
      },
      occurredAt: AT,
    });
  });

  withJq(
    'by GitLab CI, and what was told of otherwise before turns no pipeline red',
    async () => {
      const job = parse(page.after('**GitLab CI**', 'yaml'))['tell-the-portal'];
      const env = {
        FLUX_DELIVERY_TOKEN: TOKEN,
        CI_PIPELINE_ID: '88',
        CI_PIPELINE_URL:
          'https://gitlab.example.com/acme/payments/-/pipelines/88',
        CI_PIPELINE_CREATED_AT: AT,
        CI_COMMIT_SHA: COMMIT,
        CI_COMMIT_TAG: '1.8.3',
        GITLAB_USER_LOGIN: 'm.osei',
      };
      const script = job.script.join('\n');
      await pipeline(script, env, { apk: '' });
      expect(await recorded('gl-88-prod')).toMatchObject({
        version: { commit: COMMIT, tag: '1.8.3' },
        pipeline: { id: '88' },
      });
      const said = await pipeline(
        script,
        { ...env, CI_COMMIT_TAG: '1.8.4' },
        { apk: '' },
      );
      expect(said).toContain('Told before');
    },
  );

  withCurl('by Tekton', async () => {
    const task = parse(page.after('**Tekton**', 'yaml'));
    const [{ script, env }] = task.spec.steps;
    const params: Record<string, string> = {
      'context.pipelineRun.uid': '0b6c',
      'params.commit': COMMIT,
      'params.digest': DIGEST,
      'params.environment': 'prod',
      'params.entity': 'component:default/payments-api',
      'params.startedAt': AT,
    };
    const declared = task.spec.params.map(
      ({ name }: { name: string }) => `params.${name}`,
    );
    expect(Object.keys(params)).toEqual(expect.arrayContaining(declared));
    const given = env.map(
      ({ name, value }: { name: string; value?: string }) => [
        name,
        value?.replace(/\$\((.*?)\)/g, (_, key) => params[key]) ?? TOKEN,
      ],
    );
    await pipeline(
      script
        .replaceAll('https://portal.example.com', portal.baseUrl)
        .replaceAll('/tmp/', `${folder}/`),
      Object.fromEntries(given),
    );
    expect(await recorded('tekton-0b6c-prod')).toMatchObject({
      version: { commit: COMMIT, digest: DIGEST },
      occurredAt: AT,
    });
  });

  withCurl('by Jenkins', async () => {
    const groovy = page.after('**Jenkins**', 'groovy');
    writeFileSync(
      join(folder, 'promotion.json'),
      jenkinsJson(groovy, {
        'env.BUILD_TAG': 'payments-99',
        'env.GIT_COMMIT': COMMIT,
        'env.VERSION': '1.8.3',
        'env.BUILD_NUMBER': '99',
        'env.BUILD_URL': 'https://jenkins.example.com/99',
      }),
    );
    const [, script] = /sh '''([^]*?)'''/.exec(groovy)!;
    await pipeline(script, { TOKEN });
    expect(await recorded('jenkins-payments-99-prod')).toMatchObject({
      version: { commit: COMMIT, tag: '1.8.3' },
      pipeline: { id: '99', url: 'https://jenkins.example.com/99' },
      occurredAt: AT,
    });
  });

  withJq(
    'with an answer that turns a pipeline red where the record is refused',
    async () => {
      const [step] = parse(page.after('**GitHub Actions**', 'yaml'));
      await expect(
        pipeline(step.run, { TOKEN: 'nobody', GITHUB_RUN_ID: '1' }, { gh: AT }),
      ).rejects.toMatchObject({ code: 1 });
    },
  );
});

describe('what docs/promotions.md tells clusters and portals', () => {
  it('is a configuration that the plugin takes', () => {
    const snippet = page.after('## Flux notifications', 'yaml');
    const { events } = readFluxDeliveryConfig(
      mockServices.rootConfig({
        data: parse(snippet.replaceAll(/\$\{\w+\}/g, 's'.repeat(32))),
      }),
    );
    expect(JSON.stringify(events)).toContain('staging');
  });

  it('sends to a route that there is', () => {
    const manifests = page
      .after('## Flux notifications', 'yaml\napiVersion: v1')
      .replace(/^/, 'apiVersion: v1\n');
    const kinds = parseAllDocuments(manifests).map(each => each.toJS());
    const provider = kinds.find(({ kind }) => kind === 'Provider');
    expect(kinds.map(({ kind }) => kind)).toContain('Alert');
    expect(provider.spec.type).toBe('generic-hmac');
    const { pathname } = new URL(provider.spec.address);
    expect(pathname).toMatch(/^\/api\/flux-delivery\/events\/[^/]+$/);
    expect(spec.paths).toHaveProperty(['/events/{cluster}', 'post']);
  });
});

/** What `JsonOutput.toJson` makes of the map in the snippet: no Groovy is at hand to ask. */
function jenkinsJson(groovy: string, values: Record<string, string>): string {
  const [, map] = /toJson\((\[[^]*\])\)\n/.exec(groovy)!;
  const json = map
    .replace(/new Date\(.*?TimeZone\.getTimeZone\('UTC'\)\)/, `'${AT}'`)
    .replace(/\$\{(env\.\w+)\}/g, (_, name) => values[name])
    .replace(/(env\.\w+)(?: \?: '')?/g, (_, name) => `'${values[name]}'`)
    .replace(/'([^']*)'/g, '"$1"')
    .replace(/([[,\s])(\w+): /g, '$1"$2": ')
    .replaceAll('[', '{')
    .replaceAll(']', '}');
  return JSON.stringify(JSON.parse(json));
}
