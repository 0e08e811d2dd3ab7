import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fixtureNames } from 'backstage-plugin-flux-delivery-common/testUtils';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { FakeFluxDeliveryApi } from '../../__fixtures__/FakeFluxDeliveryApi';
import { capturedPath } from '../../__testUtils__/capturedPath';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { ClockContext } from '../../hooks/useClock';
import { layoutPath } from '../../model/pathLayout';
import { DeliveryPathTab } from './DeliveryPathTab';

// Rendering each capture takes its time on a busy machine.

async function show(path: DeliveryPathDto) {
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
  await screen.findByText(/clusters in sync/);
}

const paths = fixtureNames().map(name => ({ name, path: capturedPath(name) }));
const withTargets = paths.filter(({ path }) => path.environments.length > 0);
const without = paths.filter(({ path }) => path.environments.length === 0);

describe('over objects that real controllers wrote', () => {
  it.each(withTargets)(
    '$name: all that the answer says is on the page',
    async ({ path }) => {
      await show(path);

      expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(
        path.headline,
      );
      const rows = layoutPath(path).flatMap(group =>
        group.rows.slice(0, group.visible),
      );
      const buttons = Array.from(
        screen
          .getByRole('table')
          .querySelectorAll<HTMLElement>('[role=cell] button[aria-haspopup]'),
      );
      expect(buttons.map(button => button.getAttribute('aria-label'))).toEqual(
        rows.flatMap(row =>
          row.cells.map(({ segment }) =>
            expect.stringContaining(segment.summary.replace(/[.]$/, '')),
          ),
        ),
      );
      const cells = rows.flatMap(row => row.cells);
      const green = cells.filter((_, i) =>
        buttons[i].textContent?.includes('✓'),
      );
      expect(green.every(({ segment }) => segment.verdict === 'ok')).toBe(true);
    },
  );

  it.each(without)('$name: no applier, so the doctor', async ({ path }) => {
    await show(path);

    expect(
      screen.getByRole('heading', { name: 'No delivery path yet' }),
    ).toBeInTheDocument();
    expect(screen.getByText(path.doctor!.summary)).toBeInTheDocument();
  });

  it('shows the message of the controller and its evidence', async () => {
    const path = capturedPath('source-auth');
    await show(path);
    await userEvent.click(
      screen.getByRole('button', { name: /Source: diverged, the first/ }),
    );

    const drawer = await screen.findByRole('dialog', { name: /^Source/ });
    const [source] = path.environments[0].targets[0].segments.filter(
      ({ segment }) => segment === 'source',
    );
    expect(source.message).toBeTruthy();
    expect(drawer).toHaveTextContent(source.message!.split('\n')[0]);
    expect(within(drawer).getAllByRole('row').length - 1).toBe(
      source.evidence.length,
    );
  });
});
