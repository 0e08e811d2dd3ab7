import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import type { Trigger } from 'backstage-plugin-flux-delivery-common';
import { TriggerSteps } from './TriggerSteps';

const source = {
  cluster: 'staging',
  group: 'source.toolkit.fluxcd.io',
  kind: 'GitRepository',
  namespace: 'flux-system',
  name: 'apps',
};

const trigger: Trigger = {
  source,
  receivers: [],
  interval: '1m',
  summary: 'It was asked to look and did not.',
  steps: [
    {
      question: 'emitted',
      verdict: 'ok',
      answer: 'A hook came.',
      evidence: [],
    },
    {
      question: 'received',
      verdict: 'ok',
      answer: 'It arrived.',
      evidence: [],
    },
    {
      question: 'attempted',
      verdict: 'diverged',
      answer: 'Nobody looked.',
      evidence: [],
    },
    {
      question: 'changed',
      verdict: 'notObserved',
      answer: 'Nothing to tell.',
      evidence: [],
    },
  ],
};

it('answers the four questions in their order, each with its verdict in words', async () => {
  await renderInTestApp(<TriggerSteps trigger={trigger} />);

  expect(screen.getByText('It was asked to look and did not.')).toBeVisible();
  const steps = screen.getAllByRole('listitem');
  expect(steps.map(step => step.textContent)).toEqual([
    expect.stringMatching(/Was a signal sent\?.*A hook came\./),
    expect.stringMatching(/Was it received\?.*It arrived\./),
    expect.stringMatching(/Did the source look\?.*Nobody looked\./),
    expect.stringMatching(/Did it find a new revision\?.*Nothing to tell\./),
  ]);
  expect(within(steps[2]).getByText(/diverged/i)).toBeInTheDocument();
});
