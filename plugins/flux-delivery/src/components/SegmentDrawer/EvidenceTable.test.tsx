import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { EvidenceTable } from './EvidenceTable';

it('does not repeat the message that stands above, and keeps what is around it', async () => {
  await renderInTestApp(
    <EvidenceTable
      message="Back-off pulling image"
      evidence={[
        {
          object: {
            cluster: 'prod-us',
            group: '',
            kind: 'Pod',
            namespace: 'payments',
            name: 'statements-1',
          },
          field: 'status.containerStatuses[app].state.waiting',
          value: 'ImagePullBackOff: Back-off pulling image',
          observedAt: '2026-03-10T09:00:00Z',
        },
      ]}
    />,
  );

  const value = screen.getByText('ImagePullBackOff: (the message above)');
  expect(value).toHaveAttribute(
    'title',
    'ImagePullBackOff: Back-off pulling image',
  );
});
