import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  RecordedDivergence,
  TargetDto,
} from 'backstage-plugin-flux-delivery-common';
import * as scenarios from '../../__fixtures__/scenarios';
import { triageIn } from '../../__fixtures__/triageIn';
import { showTab as show } from '../../__testUtils__/showTab';

const panel = () =>
  screen.findByRole('region', { name: /^Triage of prod on prod-eu/ });
const openSteps = async () => {
  const region = await panel();
  await userEvent.click(
    within(region).getByRole('button', { name: 'Seven steps' }),
  );
  return region;
};
const stepsIn = (region: HTMLElement) =>
  within(region)
    .getAllByRole('listitem')
    .filter(item => item.parentElement?.tagName === 'OL');

/** The diverged target alone, with something else about it. */
function prodWith(change: Partial<TargetDto>, mayRecord = true) {
  const target = { ...scenarios.applyRefused, ...change };
  return scenarios.path({
    verdict: 'diverged',
    mayRecordDivergence: mayRecord,
    environments: [
      scenarios.environment('prod', [{ ...target, triage: triageIn(target) }]),
    ],
  });
}

const said = (change: Partial<RecordedDivergence> = {}) => ({
  recordedDivergence: {
    by: 'user:default/ann',
    at: scenarios.ago(5),
    segment: 'source' as const,
    note: 'the branch was renamed',
    confirms: false,
    about: { segment: 'reconcile' as const },
    ...change,
  },
});

describe('triage, closed', () => {
  it('names the cause and the boundary, and opens by one click', async () => {
    await show(scenarios.diverged);
    const region = await panel();

    expect(region).toHaveTextContent('Flux did not apply what it should');
    expect(region).toHaveTextContent('The source is fetched');
    expect(within(region).queryByRole('list')).not.toBeInTheDocument();

    const button = within(region).getByRole('button', { name: 'Seven steps' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(button);
    expect(
      within(region).getByRole('button', { name: 'Hide the steps' }),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(stepsIn(region)).toHaveLength(7);
  });

  it('shows what a person said, who and when', async () => {
    await show(prodWith(said()));
    const region = await panel();

    expect(region).toHaveTextContent(
      /Corrected to: Source by .*ann, 5.min ago/,
    );
    expect(region).toHaveTextContent('the branch was renamed');
    expect(region).not.toHaveTextContent('another divergence');
  });

  it('is marked in the grid, by the words of its row too', async () => {
    await show(prodWith(said()));

    expect(
      await screen.findByRole('button', {
        name: /^prod, prod-eu.* Corrected by a person: Source$/,
      }),
    ).toHaveTextContent('Corrected by a person: Source');
  });

  it('says where that was about another divergence, and leaves no mark in the grid', async () => {
    await show(prodWith(said({ stale: true, note: undefined })));
    expect(screen.queryByText(/by a person/)).not.toBeInTheDocument();

    expect(await panel()).toHaveTextContent(
      'That was about another divergence than the one of now.',
    );
  });

  it('is not there for a healthy service until a target is looked at', async () => {
    await show(scenarios.healthy);
    await screen.findByRole('table');
    expect(screen.queryByText(/^Triage of/)).not.toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', {
        name: /^prod, prod-eu.*Show what is behind/,
      }),
    );

    const region = await panel();
    expect(region).toHaveTextContent('Nothing diverged of what was seen.');
    expect(within(region).queryByRole('list')).not.toBeInTheDocument();
  });
});

describe('the seven steps', () => {
  it('each have a heading, a verdict in words and an answer', async () => {
    await show(scenarios.diverged);
    const region = await openSteps();

    expect(
      within(region)
        .getAllByRole('heading', { level: 4 })
        .map(({ textContent }) => textContent),
    ).toEqual([
      'What do users notice?',
      'What was promoted last, by whom, when, by which pipeline?',
      'Which state of the source did Flux fetch and try?',
      'What does the Kustomization or HelmRelease say?',
      'How far did the rollout get?',
      'Does traffic reach the intended version?',
      'Where did reality first leave intent?',
    ]);
    const [, promotion, source, applier] = stepsIn(region);
    expect(promotion).toHaveTextContent('not observed');
    expect(promotion).toHaveTextContent('by which pipeline is not recorded');
    expect(source).toHaveTextContent(/ok.*GitRepository fleet holds/);
    expect(source).toHaveTextContent('Looked at: GitRepository/');
    expect(applier).toHaveTextContent(/diverged.*Flux may not apply/);
  });

  it('tell what could not be checked, and why', async () => {
    await show(scenarios.diverged);
    const region = await openSteps();
    const [, promotion] = stepsIn(region);

    expect(
      within(promotion).getByRole('list', { name: 'Could not be checked' }),
    ).toHaveTextContent(
      'promotion record: no record of promotions is kept yet',
    );
  });

  it('call nothing fine of a cluster that does not answer', async () => {
    await show(scenarios.allUnreachable, {
      at: '/?target=prod-eu.payments-api',
    });
    const region = await openSteps();
    const [symptom, , ...others] = stepsIn(region);

    expect(symptom).toHaveTextContent('Whether there is a symptom cannot');
    for (const step of others) {
      expect(step).toHaveTextContent('unknown');
      expect(step).toHaveTextContent('prod-eu does not answer');
    }
  });

  it('open the details that hold the evidence, by keyboard too', async () => {
    const user = userEvent.setup();
    await show(scenarios.diverged);
    const region = await openSteps();
    const button = within(stepsIn(region)[2]).getByRole('button', {
      name: 'Evidence: Source',
    });

    button.focus();
    await user.keyboard('{Enter}');
    expect(
      await screen.findByRole('dialog', { name: 'Source · prod-eu' }),
    ).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(button).toHaveFocus();
    expect(stepsIn(await panel())).toHaveLength(7);
  });

  it('give facts that no segment carries', async () => {
    const { applyRefused } = scenarios;
    const triage = {
      ...applyRefused.triage,
      steps: applyRefused.triage.steps.map(step =>
        step.id === 'promotion'
          ? {
              ...step,
              evidence: [
                {
                  object: scenarios.applierRef('prod-eu'),
                  field: 'status.lastPushCommit',
                  value: '9aa1b22',
                  observedAt: scenarios.ago(1),
                },
              ],
            }
          : step,
      ),
    };
    await show(
      scenarios.path({
        environments: [
          scenarios.environment('prod', [{ ...applyRefused, triage }]),
        ],
      }),
    );
    const region = await openSteps();

    await userEvent.click(
      within(region).getByRole('button', { name: '1 more fact' }),
    );
    expect(within(region).getByRole('table')).toHaveTextContent(
      'status.lastPushCommit9aa1b22',
    );
  });
});

describe('what a person says of the divergence point', () => {
  const choose = async (region: HTMLElement, point: string) => {
    await userEvent.click(within(region).getByLabelText('Divergence point'));
    await userEvent.click(await screen.findByRole('option', { name: point }));
  };

  it('is confirmed by one click, and shown at once', async () => {
    const api = await show(prodWith({}));
    const region = await openSteps();
    expect(
      within(region).queryByRole('button', { name: 'Take back what was said' }),
    ).not.toBeInTheDocument();

    await userEvent.click(
      within(region).getByRole('button', { name: 'Confirm: Reconcile' }),
    );

    expect(await within(region).findByText('Confirmed:')).toBeInTheDocument();
    expect(api.requests).toContain('say reconcile');
    expect(region).toHaveTextContent('Recorded.');
  });

  it('is corrected to another segment, with a note', async () => {
    const api = await show(prodWith({}));
    const region = await openSteps();

    await choose(region, 'Source');
    await userEvent.type(
      within(region).getByLabelText('Note'),
      'branch renamed',
    );
    await userEvent.click(
      within(region).getByRole('button', { name: 'Correct: Source' }),
    );

    expect(
      await within(region).findByText('Corrected to:'),
    ).toBeInTheDocument();
    expect(api.requests).toContain('say source “branch renamed”');
    expect(within(region).getByLabelText('Note')).toHaveValue('');
  });

  it('is taken back', async () => {
    const api = await show(prodWith(said()));
    const region = await openSteps();

    await userEvent.click(
      within(region).getByRole('button', { name: 'Take back what was said' }),
    );

    await within(region).findByText('Recorded.');
    expect(api.requests).toContain('withdraw');
    expect(within(region).queryByText('Corrected to:')).not.toBeInTheDocument();
  });

  it('keeps the note where it was refused, and says why in the words of the backend', async () => {
    const api = await show(prodWith({}));
    api.refusal = Object.assign(new Error('Request failed with 409'), {
      body: { error: { message: 'the divergence is gone by now' } },
    });
    const region = await openSteps();
    await userEvent.type(within(region).getByLabelText('Note'), 'mine');
    await userEvent.click(
      within(region).getByRole('button', { name: 'Confirm: Reconcile' }),
    );

    expect(await within(region).findByRole('alert')).toHaveTextContent(
      'Nothing was recorded. the divergence is gone by now',
    );
    expect(within(region).getByLabelText('Note')).toHaveValue('mine');
    expect(within(region).queryByText('Confirmed:')).not.toBeInTheDocument();
  });

  it('is not asked of who may not record it: they are told who may', async () => {
    await show(prodWith(said(), false));
    const region = await openSteps();

    expect(region).toHaveTextContent('flux-delivery.divergence.record');
    expect(region).toHaveTextContent('Corrected to: Source');
    expect(
      within(region).queryByLabelText('Divergence point'),
    ).not.toBeInTheDocument();
  });

  it('is not asked for while it cannot be read', async () => {
    await show(prodWith({ recordedDivergence: undefined }));
    const region = await openSteps();

    expect(
      within(region).queryByLabelText('Divergence point'),
    ).not.toBeInTheDocument();
  });
});
