import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import type { KindStatusDto } from 'backstage-plugin-flux-delivery-common';
import { KindTable } from './KindTable';

const FORBIDDEN: KindStatusDto = {
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  state: 'forbidden',
  objects: 0,
  lastError: 'httproutes is forbidden',
  advice: 'Grant list',
};
const synced = (group: string, kind: string): KindStatusDto => ({
  group,
  kind,
  state: 'synced',
  objects: 3,
});

const matchMedia = window.matchMedia;

function beNarrow(matches: boolean) {
  window.matchMedia = jest.fn(
    () =>
      ({
        matches,
        addListener: () => {},
        removeListener: () => {},
      } as unknown as MediaQueryList),
  );
}

afterEach(() => {
  window.matchMedia = matchMedia;
});

const rows = () =>
  screen.getAllByRole('row').map(({ textContent }) => textContent);

describe('the kinds of a cluster', () => {
  it('say what to do in their row', async () => {
    beNarrow(false);
    await renderInTestApp(<KindTable kinds={[FORBIDDEN]} />);

    expect(rows()).toEqual([
      expect.stringContaining('What to do'),
      expect.stringMatching(/HTTPRoute.*httproutes is forbidden.*Grant list/),
    ]);
  });

  it('say what to do below it on a narrow screen, where there is something to do', async () => {
    beNarrow(true);
    await renderInTestApp(
      <KindTable kinds={[FORBIDDEN, synced('apps', 'Deployment')]} />,
    );

    expect(rows()).toEqual([
      expect.not.stringContaining('What to do'),
      expect.stringMatching(/^HTTPRoute.*forbidden0$/),
      'httproutes is forbiddenGrant list',
      expect.stringMatching(/^Deployment.*3$/),
    ]);
  });

  it('are told apart by their group where they have one name', async () => {
    await renderInTestApp(
      <KindTable
        kinds={[
          synced('', 'Service'),
          synced('serving.knative.dev', 'Service'),
          synced('apps', 'Deployment'),
        ]}
      />,
    );

    expect(rows().slice(1)).toEqual([
      expect.stringMatching(/^Servicecore/),
      expect.stringMatching(/^Serviceserving.knative.dev/),
      expect.not.stringContaining('apps'),
    ]);
  });
});
