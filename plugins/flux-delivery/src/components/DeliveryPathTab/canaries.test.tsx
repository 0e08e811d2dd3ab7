import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import {
  canariesIn,
  loadFixture,
  withCanaries,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import { FakeFluxDeliveryApi } from '../../__fixtures__/FakeFluxDeliveryApi';
import { pathOver } from '../../__testUtils__/capturedPath';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { ClockContext } from '../../hooks/useClock';
import { DeliveryPathTab } from './DeliveryPathTab';

/** All of the document: what is shown, what is only read out, and where links lead. */
const page = () => document.documentElement.outerHTML;

async function show(objects: KubeObject[]) {
  const path = pathOver([{ name: 'staging', objects }]);
  await renderInTestApp(
    <TestApiProvider
      apis={[[fluxDeliveryApiRef, new FakeFluxDeliveryApi(path)]]}
    >
      <ClockContext.Provider value={{ now: () => Date.parse(path.observedAt) }}>
        <DeliveryPathTab entityRef={path.entityRef} />
      </ClockContext.Provider>
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
  await screen.findByRole('table');
}

describe('B1: what is secret in an object is on no page', () => {
  const FILES = ['healthy-git-kustomization', 'healthy-helm-release'];
  /** Of one service: without what applies many. */
  const seededIn = (file: string) =>
    loadFixture(`${file}.yaml`)
      .filter(
        ({ kind, metadata }) =>
          kind !== 'Kustomization' || metadata.name !== 'shop',
      )
      .map(withCanaries);

  it.each(FILES)('%s: neither in the grid nor in a drawer', async file => {
    const user = userEvent.setup();
    const seeded = seededIn(file);
    expect(canariesIn(JSON.stringify(seeded)).length).toBeGreaterThan(5);
    await show(seeded);
    const cells = screen
      .getByRole('table')
      .querySelectorAll<HTMLElement>('[role=cell] button[aria-haspopup]');
    expect(cells).toHaveLength(5);
    let read = page();
    for (const cell of Array.from(cells)) {
      await user.click(cell);
      await screen.findByRole('dialog');
      read += page();
      await user.keyboard('{Escape}');
    }
    expect(canariesIn(read)).toEqual([]);
  });

  it('says what is wrong, without the secret that the message quotes', async () => {
    await show(loadFixture('healthy-git-kustomization.yaml').map(withCanaries));
    expect(page()).toContain('authentication required');
    expect(canariesIn(page())).toEqual([]);
  });
});
