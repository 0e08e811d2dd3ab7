import type { ContractDto } from 'backstage-plugin-flux-delivery-common';
import { ago, ENTITY_REF, OWNERS, PLATFORM } from './scenarios';

const URL_ =
  'https://git.example.com/acme/payments/blob/main/delivery-contract.yaml';
const said = (line: number) =>
  `line ${line} of delivery-contract.yaml of ${ENTITY_REF}`;

/** A contract with an error, that reality does not agree with in one point. */
export const contract: ContractDto = {
  entityRef: ENTITY_REF,
  observedAt: ago(0),
  files: [
    {
      entityRef: ENTITY_REF,
      name: 'delivery-contract.yaml',
      url: URL_,
      state: 'kept',
      readAt: ago(20),
      checkedAt: ago(1),
      failure: 'its host answers 503',
      failingSince: ago(15),
    },
  ],
  errors: [
    {
      entityRef: ENTITY_REF,
      file: 'delivery-contract.yaml',
      url: `${URL_}#L12`,
      line: 12,
      column: 7,
      keyPath: 'environments[1].version',
      problem: 'must be one of pinned, floating',
    },
  ],
  annotationErrors: [],
  segmentOwners: [{ segment: 'source', owner: PLATFORM, said: said(20) }],
  firstResponse: [{ class: 'crash-loop', owner: PLATFORM, said: said(24) }],
  rollback: { owner: PLATFORM, said: said(26) },
  alerts: [
    { title: 'Error rate', url: 'https://grafana.example.com/d/payments' },
    { title: 'Not a link', url: 'ftp://example.com/' },
  ],
  identifiers: { value: { names: ['tag'] }, said: said(4) },
  environments: {
    value: [
      { name: 'staging', version: 'floating' },
      {
        name: 'prod',
        overlay: './overlays/prod',
        stable: ['DNS name payments.example.com'],
        approvals: [{ by: PLATFORM, what: 'on release days' }],
      },
    ],
    said: said(8),
  },
  promotions: [
    {
      environment: 'staging',
      way: 'channel',
      summary:
        'staging is aligned to a channel: whatever that names arrives by itself, without a promotion.',
      because: ['it follows tags 1.x (range)'],
      declared: 'floating',
    },
    {
      environment: 'prod',
      way: 'version',
      summary:
        'prod is promoted by version: a release gets here when somebody changes which version it takes.',
      because: ['it takes 1.8.3 pinned'],
    },
  ],
  appTeamMayChange: {
    value: [{ keys: ['spec.replicas'], environments: ['staging'] }],
    said: said(30),
  },
  interfaces: {
    value: [
      {
        name: 'fleet repository',
        owner: PLATFORM,
        doc: 'https://wiki.example.com/fleet',
      },
    ],
    said: said(34),
  },
  checks: [
    {
      name: 'overlays',
      result: 'violated',
      summary: 'A change of ./overlays/prod never arrives.',
      findings: [
        {
          summary: 'A change of ./overlays/prod never arrives.',
          said: said(11),
          since: ago(60),
        },
      ],
      notKnown: ['prod-ap cannot be asked now (unreachable)'],
    },
    {
      name: 'values',
      result: 'cannotBeChecked',
      summary: 'the ledger does not answer',
      findings: [],
      notKnown: ['the ledger does not answer'],
    },
    {
      name: 'managers',
      result: 'ok',
      summary: '2 objects are each in one inventory.',
      findings: [],
      notKnown: [],
    },
  ],
  owners: OWNERS,
};
