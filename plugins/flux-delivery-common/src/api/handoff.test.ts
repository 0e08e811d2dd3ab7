import { judgeTarget } from '../divergence/judgeTarget';
import { loadFixture } from '../testUtils/loadFixture';
import { memoryInventory } from '../testUtils/memoryInventory';
import { resolvePath } from '../paths/resolvePath';
import type { DeliveryPathDto, TargetDto } from './dto';
import { toDeliveryPathDto } from './toDto';

const NOW = '2026-11-21T06:00:00Z';
const APP = 'group:default/shop';
const PLATFORM = 'group:default/platform';

/** Not every capture holds the source that its appliers read. */
const SOURCES = loadFixture('healthy-git-kustomization.yaml').filter(
  ({ kind }) => kind === 'GitRepository',
);

function pathOf(
  fixture: string,
  name: string,
  ownership: { platformGroup?: string } = { platformGroup: PLATFORM },
): DeliveryPathDto {
  const view = memoryInventory(
    [...SOURCES, ...loadFixture(fixture)].map(object => ({
      cluster: 'prod-eu',
      object,
    })),
  );
  const entityRef = `component:default/${name}`;
  const environments = [{ name: 'prod', match: [{ cluster: '*' }] }];
  const resolved = resolvePath(
    { entityRef, owner: APP, annotations: {} },
    view,
    { environments, tenants: [], requireClaim: true, sameKubernetesId: [] },
  );
  const context = { view, now: NOW };
  return toDeliveryPathDto({
    entityRef,
    resolved,
    judged: resolved.targets.map(target =>
      judgeTarget(target, { ...context, pinned: false }),
    ),
    environments,
    links: { git: [], dashboards: [] },
    ownership: { ...ownership, rules: [], entityOwner: APP },
    runbooks: [],
    context,
  });
}

const first = (path: DeliveryPathDto): TargetDto =>
  path.environments[0].targets[0];

describe('whose move it is', () => {
  it('is the platform team for refused credentials of a source', () => {
    const path = pathOf('source-auth.yaml', 'ledger');
    expect(first(path).divergence).toMatchObject({
      segment: 'source',
      class: 'source-auth',
      firstResponder: PLATFORM,
    });
    expect(path.narrative.text).toContain(PLATFORM);
  });

  it('is the app team for a build that fails', () => {
    const { divergence, segments } = first(
      pathOf('dependency-chain.yaml', 'accounts'),
    );
    expect(divergence).toMatchObject({
      segment: 'reconcile',
      class: 'build-render',
      firstResponder: APP,
    });
    expect(segments.find(({ segment }) => segment === 'rollout')).toMatchObject(
      { owner: APP },
    );
  });

  it('is nobody, loudly, where no rule says who', () => {
    const { divergence } = first(pathOf('source-auth.yaml', 'ledger', {}));
    expect(divergence).toMatchObject({ unowned: true });
    expect(divergence?.firstResponder).toBeUndefined();
    expect(divergence?.because).not.toBe('');
  });

  it('comes with what to do, with the commands for this very object', () => {
    const { divergence } = first(pathOf('source-auth.yaml', 'ledger'));
    const commands = divergence?.runbook?.checks.map(({ command }) => command);
    expect(commands).toContain(
      'flux --context prod-eu -n shop reconcile source git ledger',
    );
  });

  it('says nothing of a move where nothing diverged', () => {
    const path = pathOf('healthy-git-kustomization.yaml', 'catalog');
    expect(first(path).divergence).toBeNull();
    expect(path.narrative.clauses.divergence).toContain('No divergence');
  });
});
