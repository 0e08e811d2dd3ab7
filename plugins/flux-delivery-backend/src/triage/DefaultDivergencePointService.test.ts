import { mockCredentials } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type { SegmentVerdict } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryPathConditions as conditions } from 'backstage-plugin-flux-delivery-node';
import {
  accessThat,
  ALLOW,
  DENY,
  when,
} from '../access/__testUtils__/accessThat';
import type { JudgedPath } from '../paths/DeliveryPathService';
import { DefaultDivergencePointService } from './DefaultDivergencePointService';
import { MemoryDivergencePointStore } from './MemoryDivergencePointStore';

const ENTITY = 'component:default/api';
const TARGET = { entityRef: ENTITY, targetId: 'prod~api' };
const CREDENTIALS = mockCredentials.user('user:default/ann');

const reconcileFailed: SegmentVerdict = {
  segment: 'reconcile',
  verdict: 'diverged',
  class: 'apply-rbac',
  headline: 'apply refused',
  summary: 'Flux may not apply it.',
  since: '2026-11-21T05:30:00Z',
  evidence: [],
};

function setUp({ record = ALLOW, segments = [reconcileFailed] } = {}) {
  const store = new MemoryDivergencePointStore();
  const announce = jest.fn();
  const access = accessThat({ 'flux-delivery.divergence.record': record });
  const judgePath = jest.fn(
    async () =>
      ({
        entity: { entityRef: ENTITY, annotations: {} },
        judged: [
          {
            id: TARGET.targetId,
            cluster: 'prod',
            environment: 'prod',
            workloads: [],
            segments,
          },
        ],
      } as unknown as JudgedPath),
  );
  const service = new DefaultDivergencePointService({
    paths: { judgePath },
    access,
    store,
    announce,
    now: () => new Date('2026-11-21T06:00:00Z'),
  });
  const standing = async () =>
    (await store.standing(ENTITY)).get(TARGET.targetId);
  return { service, store, announce, judgePath, access, standing };
}

const call = { credentials: CREDENTIALS };

describe('DefaultDivergencePointService', () => {
  it('records who said what of which divergence, and lets open pages know', async () => {
    const { service, announce, standing, access } = setUp();

    const recorded = await service.record(
      TARGET,
      { segment: 'source', note: '  wrong branch\n' },
      call,
    );

    const statement = {
      by: 'user:default/ann',
      at: '2026-11-21T06:00:00.000Z',
      segment: 'source',
      note: 'wrong branch',
      about: {
        segment: 'reconcile',
        class: 'apply-rbac',
        since: '2026-11-21T05:30:00Z',
      },
    };
    expect(recorded).toEqual({ ...statement, confirms: false });
    expect(await standing()).toEqual(statement);
    expect(announce).toHaveBeenCalledWith(ENTITY);
    expect(access.authorizeConditional).toHaveBeenCalledTimes(1);
  });

  it('confirms, also that there is none', async () => {
    expect(
      await setUp().service.record(TARGET, { segment: 'reconcile' }, call),
    ).toMatchObject({ confirms: true });
    expect(
      await setUp({ segments: [] }).service.record(
        TARGET,
        { segment: 'none' },
        call,
      ),
    ).toMatchObject({ confirms: true, about: { segment: 'none' } });
  });

  it('answers the same where it is only said again, and tells nobody', async () => {
    const { service, announce } = setUp();
    const first = await service.record(TARGET, { segment: 'source' }, call);
    const again = await service.record(TARGET, { segment: 'source' }, call);

    expect(again).toEqual(first);
    expect(announce).toHaveBeenCalledTimes(1);
  });

  it('takes credentials out of a note, and no note for an empty one', async () => {
    const { service, standing } = setUp();
    await service.record(
      TARGET,
      { segment: 'source', note: 'try https://me:s3cret@git.example.com' },
      call,
    );
    expect((await standing())?.note).not.toContain('s3cret');

    await service.record(TARGET, { segment: 'source', note: ' \t' }, call);
    expect(await standing()).not.toHaveProperty('note');
  });

  it('records nothing where the divergence is another than the person was shown', async () => {
    const { service, announce, standing } = setUp();
    const about = { segment: 'rollout' as const, class: 'crash-loop' };

    await expect(
      service.record(TARGET, { segment: 'rollout', about }, call),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/^about: .* at reconcile \(apply-rbac\)/),
    });
    expect(await standing()).toBeUndefined();
    expect(announce).not.toHaveBeenCalled();
  });

  it('refuses who may read and not record, by the name of the permission', async () => {
    const { service, standing } = setUp({ record: DENY });

    for (const refused of [
      service.record(TARGET, { segment: 'source' }, call),
      service.withdraw(TARGET, call),
    ]) {
      await expect(refused).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining('flux-delivery.divergence.record'),
      });
    }
    expect(await standing()).toBeUndefined();
  });

  it.each([
    [
      'another cluster than this',
      { record: when(conditions.inCluster({ clusters: ['staging'] })) },
    ],
    [
      'a target of which they do not see all',
      {
        segments: [
          {
            ...reconcileFailed,
            verdict: 'unknown' as const,
            unknownReason: 'notPermitted' as const,
          },
        ],
      },
    ],
  ])('refuses who may record on %s', async (_, options) => {
    await expect(
      setUp(options).service.record(TARGET, { segment: 'source' }, call),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });

  it('knows neither hidden entities nor targets that are not there, and asks for no permission then', async () => {
    const { service, judgePath, access } = setUp();
    await expect(
      service.record(
        { ...TARGET, targetId: 'constructor' },
        { segment: 'source' },
        call,
      ),
    ).rejects.toMatchObject({ name: 'NotFoundError' });

    judgePath.mockRejectedValue(new NotFoundError('No entity'));
    await expect(
      service.record(TARGET, { segment: 'source' }, call),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(access.authorizeConditional).not.toHaveBeenCalled();
  });

  it('withdraws, and is content where there is nothing to withdraw', async () => {
    const { service, announce, standing } = setUp();
    await service.record(TARGET, { segment: 'source' }, call);
    await service.withdraw(TARGET, call);
    expect(await standing()).toBeUndefined();
    expect(announce).toHaveBeenCalledTimes(2);

    await service.withdraw(TARGET, call);
    expect(announce).toHaveBeenCalledTimes(2);
  });

  it('says that nothing was recorded where the database fails', async () => {
    const { service, store, announce } = setUp();
    jest.spyOn(store, 'record').mockRejectedValue(new Error('disk full'));

    await expect(
      service.record(TARGET, { segment: 'source' }, call),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('nothing was recorded'),
    });
    expect(announce).not.toHaveBeenCalled();
  });
});
