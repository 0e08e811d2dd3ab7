import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { GroupCheck } from './GroupCheck';

const group = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [] },
});

const named = {
  ref: 'group:default/payments',
  keyPath: 'fluxDelivery.tenants[0].owner',
};

/** Sleeps no real time, and stops the check after the given number of sleeps. */
function checkOf(
  catalog: ReturnType<typeof catalogServiceMock>,
  sleeps: number,
) {
  const controller = new AbortController();
  const logger = mockServices.logger.mock();
  let slept = 0;
  const check = new GroupCheck({
    groups: [named],
    catalog,
    auth: mockServices.auth(),
    logger,
    sleep: async () => {
      slept += 1;
      if (slept >= sleeps) controller.abort();
    },
  });
  return {
    run: () => check.run(controller.signal),
    check,
    logger,
    slept: () => slept,
  };
}

describe('GroupCheck', () => {
  it('is content, and ends, when the groups exist', async () => {
    const { run, check, slept } = checkOf(
      catalogServiceMock({ entities: [group('payments')] }),
      1,
    );
    expect(check.problem).toContain('is starting');
    await run();
    expect(check.problem).toBeUndefined();
    expect(slept()).toBe(0);
  });

  it('waits for a catalog that is still reading its locations', async () => {
    const { run, check, logger } = checkOf(
      catalogServiceMock({ entities: [] }),
      15,
    );
    await run();
    expect(check.problem).toContain('is starting');
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('names the key of a group that does not exist, once', async () => {
    const { run, check, logger } = checkOf(
      catalogServiceMock({ entities: [group('risk')] }),
      40,
    );
    await run();
    expect(check.problem).toBe(
      'fluxDelivery.tenants[0].owner: the catalog has no group:default/payments',
    );
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('takes a catalog that does not answer for no proof', async () => {
    const catalog = catalogServiceMock({ entities: [] });
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockRejectedValue(new Error('down'));
    const { run, check } = checkOf(catalog, 40);
    await run();
    expect(check.problem).toContain('is starting');
  });
});
