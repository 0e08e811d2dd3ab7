import { failureClasses } from '../classes/FailureClass';
import { SEGMENTS } from '../divergence/SegmentVerdict';
import type {
  ContractApproval,
  ContractContent,
  ContractEnvironment,
  ContractIdentifiers,
  ContractInterface,
  ContractLink,
  ContractRefactoring,
  ContractValues,
} from './ContractContent';
import { choice, list, object, record, text } from './Shape';

/** Lone surrogates, controls and what changes the direction of text; as part of a character class. */
const UNWANTED =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff';
const LINE_ENDS = '\\u0009\\u000a';
const NAME = '[A-Za-z0-9][A-Za-z0-9_.-]{0,62}';

const words = (most: number, description?: string) =>
  text({
    most,
    pattern: `^[^${UNWANTED}]*[^\\s${UNWANTED}][^${UNWANTED}]*$`,
    expected: 'a text without control characters',
    description,
  });

const line = (most: number, expected: string, description?: string) =>
  text({
    most,
    pattern: `^[^\\s${UNWANTED}](?:[^${LINE_ENDS}${UNWANTED}]*[^\\s${UNWANTED}])?$`,
    expected,
    description,
  });

const owner = (description?: string) =>
  text({
    most: 200,
    pattern: `^(?:(?:group|user):)?(?:${NAME}/)?${NAME}$`,
    expected: 'a group or user, such as group:default/payments',
    description,
  });

const url = (description?: string) =>
  text({
    most: 2048,
    pattern: `^https?://[^\\s/@\\\\${UNWANTED}]+(?:[/?#][^\\s${UNWANTED}]*)?$`,
    expected: 'an http or https URL without credentials',
    description,
  });

const objectRef = text({
  most: 800,
  pattern: `^(?:[^\\s|${UNWANTED}]+:)?[A-Z][A-Za-z0-9]{0,62}/[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9.-]{0,252}$`,
  expected:
    '[cluster:]Kind/namespace/name, such as Kustomization/flux-system/apps',
});

const path = line(512, 'a path of the repository');
const environmentName = text({
  most: 63,
  pattern: '^[A-Za-z0-9](?:[A-Za-z0-9 _.-]{0,61}[A-Za-z0-9])?$',
  expected: 'the name of an environment, as in fluxDelivery.environments',
});

const identifiers = object<ContractIdentifiers>(
  {
    names: list(
      choice([
        'commit',
        'tag',
        'digest',
        'chartVersion',
        'image',
        'pipelineId',
      ]),
      { most: 6, description: 'Which of them name a release with authority.' },
    ),
    images: list(
      text({
        most: 255,
        pattern:
          '^(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?/)?[a-z0-9][a-z0-9._/-]*$',
        expected: 'an image repository without tag and digest',
      }),
      { most: 50, description: 'Image repositories of the service.' },
    ),
  },
  { description: 'What names a release.' },
);

const environment = object<ContractEnvironment>(
  {
    name: environmentName,
    overlay: line(
      512,
      'a path of the repository',
      'The directory of what is particular to the environment; a Kustomization has to have it, or one above it, as spec.path.',
    ),
    appliers: list(objectRef, {
      most: 20,
      description: 'What delivers there: [cluster:]Kind/namespace/name.',
    }),
    version: choice(
      ['pinned', 'floating'],
      'Whether versions are exact here, or follow a branch, a range or a tag that moves.',
    ),
    stable: list(words(500), {
      most: 50,
      description: 'What a promotion does not change.',
    }),
    approvals: list(
      object<ContractApproval>(
        { by: owner(), what: words(500) },
        { required: ['by'] },
      ),
      { most: 20, description: 'Who has to agree before a version enters.' },
    ),
  },
  { required: ['name'] },
);

const values = object<ContractValues>({
  keys: list(
    line(300, 'a field as Kubernetes names it, such as spec.replicas'),
    {
      most: 100,
      description: 'Fields of objects, globs: spec.replicas.',
    },
  ),
  paths: list(path, {
    most: 100,
    description: 'Paths of the repository, globs.',
  }),
  environments: list(environmentName, {
    most: 50,
    description: 'All, where none is named.',
  }),
  note: words(1000),
});

const refactoring = object<ContractRefactoring>({
  paths: list(path, {
    most: 100,
    description: 'Paths of the repository, globs.',
  }),
  objects: list(objectRef, { most: 100 }),
  note: words(1000),
});

const sharedInterface = object<ContractInterface>(
  {
    name: words(200),
    owner: owner('Who decides on the interface.'),
    doc: url('Where it is documented.'),
    between: list(choice(SEGMENTS), {
      least: 2,
      most: 2,
      description: 'The two segments that meet in it.',
    }),
    objects: list(objectRef, {
      most: 50,
      description: 'What is shared: [cluster:]Kind/namespace/name.',
    }),
    note: words(1000),
  },
  { required: ['name', 'owner', 'doc'] },
);

/** What a contract file may say; the JSON Schema is made of it. */
export const contractShape = object<ContractContent>(
  {
    apiVersion: choice(['flux-delivery/v1']),
    kind: choice(['DeliveryContract']),
    identifiers,
    environments: list(environment, {
      most: 50,
      description: 'In promotion order.',
    }),
    owners: record(SEGMENTS, owner(), 'Who owns which segment of the path.'),
    firstResponse: object(
      {
        segments: record(SEGMENTS, owner(), 'When that segment breaks.'),
        classes: record(
          failureClasses.map(({ name }) => name),
          owner(),
          'When it breaks like that; before the segment.',
        ),
      },
      {
        description:
          'Who moves first: of rollout, where promotion is green and rollout is not.',
      },
    ),
    rollback: owner('Who brings back what worked.'),
    fix: owner('Who makes the lasting change.'),
    appTeamMayChange: list(values, {
      most: 50,
      description: 'What the app team may change by itself.',
    }),
    platformMayRefactor: list(refactoring, {
      most: 50,
      description: 'What platform may move or rename.',
    }),
    interfaces: list(sharedInterface, {
      most: 50,
      description: 'What two teams can change, documented like an API.',
    }),
    links: object({
      runbook: url('The page to open first.'),
      alerts: list(
        object<ContractLink>(
          { title: words(200), url: url() },
          { required: ['title', 'url'] },
        ),
        { most: 50 },
      ),
    }),
  },
  {
    required: ['apiVersion', 'kind'],
    description: 'Who does what on the delivery path of a service or system.',
  },
);
