import { aDelivery } from '../../history/__testUtils__/aDelivery';
import {
  saidAtLine,
  checkInput,
  UNREACHABLE,
} from '../__testUtils__/checkInput';
import { checkIdentifiers } from './identifiers';

const DELIVERED = aDelivery({
  revisions: { commit: 'a'.repeat(40), tag: '1.8.3' },
  images: [
    {
      workload: 'Deployment/api',
      container: 'api',
      declared: 'registry.example.com/payments/api:1.8.3',
      running: `sha256:${'b'.repeat(64)}`,
    },
  ],
});
const ledger = { deliveries: [DELIVERED], promotions: [], isComplete: true };
const NAMES = 'identifiers:\n  names: [tag, digest]\n';

it('is ok where each name and image appears', () => {
  expect(
    checkIdentifiers(
      checkInput(`${NAMES}  images: [registry.example.com/payments/api]\n`, {
        ledger,
      }),
    ),
  ).toMatchObject({
    result: 'ok',
    summary: expect.stringMatching(/^tag, digest, registry/),
  });
});

it('finds names and images that never appear, with their lines', () => {
  expect(
    checkIdentifiers(
      checkInput(
        'identifiers:\n  names: [tag, pipelineId]\n  images:\n    - registry.example.com/other\n',
        { ledger },
      ),
    ).findings,
  ).toEqual([
    {
      summary:
        'No release bears the pipeline id that the contract names: it never appears, on the path or in 1 recorded deliveries and promotions.',
      said: saidAtLine(4),
    },
    {
      summary: expect.stringMatching(
        /^No workload and no delivery has the image/,
      ),
      said: saidAtLine(6),
    },
  ]);
});

it.each([
  ['nothing is recorded', {}, /too little is recorded/],
  [
    'the ledger may not be read',
    { ledger: { notKnown: 'no right' } },
    /no right/,
  ],
])('proves nothing where %s', (_, changes, why) => {
  const check = checkIdentifiers(
    checkInput('identifiers: { names: [pipelineId] }', changes),
  );
  expect(check.result).toBe('cannotBeChecked');
  expect(check.summary).toMatch(why);
});

it('does not miss an image that a cluster out of reach may run', () => {
  expect(
    checkIdentifiers(
      checkInput('identifiers: { images: [registry.example.com/other] }', {
        ledger,
        clusters: UNREACHABLE,
      }),
    ).result,
  ).toBe('cannotBeChecked');
});

it('says nothing of a contract that names none', () => {
  expect(checkIdentifiers(checkInput(''))).toMatchObject({
    result: 'cannotBeChecked',
    summary: 'the contract names no identifiers',
  });
});
