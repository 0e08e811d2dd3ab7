import type { FleetQuestionsDto } from 'backstage-plugin-flux-delivery-common';
import { suspension } from './fleetPaths';

export const questions: FleetQuestionsDto['questions'] = [
  {
    id: 'sources',
    question: 'Are all sources ready?',
    state: 'diverged',
    answer: 'No: 1 of 12 sources cannot be fetched.',
    findings: [
      {
        state: 'diverged',
        text: 'authentication failed',
        object: {
          cluster: 'prod-us',
          group: 'source.toolkit.fluxcd.io',
          kind: 'GitRepository',
          namespace: 'flux-system',
          name: 'apps',
        },
        since: '2026-03-10T09:24:00Z',
        entityRefs: ['component:default/checkout'],
      },
    ],
    total: 3,
  },
  {
    id: 'suspended',
    question: 'What is suspended?',
    state: 'suspended',
    answer: '1 object.',
    findings: [
      { state: 'suspended', text: 'suspended', object: suspension.object },
    ],
    total: 1,
  },
  {
    id: 'controllers',
    question: 'Are the controllers healthy?',
    state: 'unknown',
    answer: 'Not known: they cannot be read on prod-ap.',
    findings: [],
    total: 0,
  },
];

export const figures: FleetQuestionsDto['figures'] = {
  day: {
    from: '2026-03-09T09:30:00Z',
    until: '2026-03-10T09:30:00Z',
    succeeded: 18,
    failed: 2,
    meanSeconds: 95,
    meanLagSeconds: 12,
    complete: true,
  },
  week: {
    from: '2026-03-02T09:30:00Z',
    until: '2026-03-09T09:30:00Z',
    succeeded: 0,
    failed: 0,
    complete: false,
  },
};
