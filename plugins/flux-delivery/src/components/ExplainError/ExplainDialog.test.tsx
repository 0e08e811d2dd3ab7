import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runbookIndex } from 'backstage-plugin-flux-delivery-common';
import { FakeFluxDeliveryApi } from '../../__fixtures__/FakeFluxDeliveryApi';
import { ENTITY_REF } from '../../__fixtures__/scenarios';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { ExplainButton } from './ExplainButton';

async function show(entityRef?: string) {
  const api = new FakeFluxDeliveryApi();
  await renderInTestApp(
    <TestApiProvider apis={[[fluxDeliveryApiRef, api]]}>
      <ExplainButton entityRef={entityRef} />
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
  screen.getByRole('button', { name: 'Explain an error' }).focus();
  await userEvent.keyboard('{Enter}');
  return { api, dialog: await screen.findByRole('dialog') };
}

const AUTH = 'failed to checkout: authentication required: Unauthorized';

describe('explaining an error', () => {
  it('tells class, whose move with contacts, checks, and what is not told', async () => {
    const { api, dialog } = await show(ENTITY_REF);
    const text = within(dialog).getByLabelText('Error');
    expect(text).toHaveFocus();
    await userEvent.click(text);
    await userEvent.paste(AUTH);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Explain' }),
    );

    const answer = await within(dialog).findByRole('region', {
      name: 'What the error means',
    });
    expect(api.requests).toContain(`explain ${ENTITY_REF}`);
    expect(answer).toHaveTextContent('source-auth');
    expect(
      within(answer).getByRole('link', { name: /#platform/ }),
    ).toHaveAttribute('href', 'https://chat.example.com/platform');
    expect(answer).toHaveTextContent(/git ls-remote/);
    expect(answer).toHaveTextContent(/Whether it still holds/);
    expect(
      within(dialog)
        .getAllByRole('status')
        .map(({ textContent }) => textContent)
        .join(' '),
    ).toContain('source-auth: ');
  });

  it('works without an entity, and closes by Esc', async () => {
    const { api, dialog } = await show();
    await userEvent.click(within(dialog).getByLabelText('Error'));
    await userEvent.paste(AUTH);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Explain' }),
    );
    await within(dialog).findByText('source-auth', {
      exact: false,
      selector: 'h3',
    });
    expect(api.requests).toContain('explain anything');

    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('lists every symptom, and those first whose words are typed', async () => {
    const { dialog } = await show();
    for (const { symptom } of runbookIndex) {
      expect(
        within(dialog).getByRole('button', { name: symptom }),
      ).toBeVisible();
    }
    await userEvent.type(
      within(dialog).getByLabelText('Error'),
      'helm release stuck',
    );
    const [first] = within(dialog)
      .getAllByRole('listitem')
      .map(item => item.textContent);
    expect(first).toContain('Helm release is stuck');

    await userEvent.click(
      within(dialog).getByRole('button', { name: /Helm release is stuck/ }),
    );
    expect(dialog).toHaveTextContent(
      /flux --context '<cluster>' -n '<namespace>'/,
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'helm-rollback' }),
    );
    expect(
      within(dialog).getByRole('button', { name: 'helm-rollback' }),
    ).toHaveAttribute('aria-pressed', 'true');
  });
});
