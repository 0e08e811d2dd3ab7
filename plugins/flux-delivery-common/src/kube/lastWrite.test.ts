import { lastStatusWriteOf, lastWriteOf } from './lastWrite';

const entry = (time: unknown, fieldsV1: unknown, more = {}) => ({
  manager: 'kustomize-controller',
  operation: 'Apply',
  time,
  fieldsV1,
  ...more,
});
const EARLY = '2026-11-21T05:00:00Z';
const LATE = '2026-11-21T05:30:00Z';

it.each<[string, unknown, string | undefined]>([
  [
    'the latest of several managers',
    [
      entry(EARLY, { 'f:spec': { 'f:rules': {} } }),
      entry(LATE, { 'f:spec': { 'f:parentRefs': {} } }),
    ],
    LATE,
  ],
  [
    'not what was written elsewhere in the object',
    [
      entry(EARLY, { 'f:spec': {} }),
      entry(LATE, { 'f:metadata': { 'f:annotations': {} } }),
    ],
    EARLY,
  ],
  [
    'not what a controller says of it',
    [
      entry(EARLY, { 'f:spec': {} }),
      entry(LATE, { 'f:status': {}, 'f:spec': {} }, { subresource: 'status' }),
    ],
    EARLY,
  ],
  [
    'nothing where no time is told',
    [entry(undefined, { 'f:spec': {} })],
    undefined,
  ],
  ['nothing of what is no entry', [null, 'x', entry(LATE, null)], undefined],
  [
    'nothing of what is no list',
    { 0: entry(LATE, { 'f:spec': {} }) },
    undefined,
  ],
])('tells %s', (_, managedFields, expected) => {
  expect(lastWriteOf(managedFields, ['spec'])).toBe(expected);
});

it.each<[string, unknown, string | undefined]>([
  [
    'the latest of several managers',
    [
      entry(LATE, { 'f:status': {} }, { subresource: 'status' }),
      entry(EARLY, { 'f:status': {} }, { subresource: 'status' }),
    ],
    LATE,
  ],
  [
    'not what was written otherwise',
    [
      entry(EARLY, { 'f:status': {} }, { subresource: 'status' }),
      entry(LATE, { 'f:spec': {} }),
    ],
    EARLY,
  ],
  ['nothing where nobody wrote it', [entry(LATE, { 'f:spec': {} })], undefined],
  [
    'nothing of what is no list',
    { 0: entry(LATE, {}, { subresource: 'status' }) },
    undefined,
  ],
])('tells of the status %s', (_, managedFields, expected) => {
  expect(lastStatusWriteOf(managedFields)).toBe(expected);
});
