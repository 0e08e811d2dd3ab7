import { fieldSelector, labelSelector, SelectorError } from './selectors';

const object = (labels: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'x', labels },
  involvedObject: { kind: 'Pod', name: 'payments-api-1' },
});

describe('labelSelector', () => {
  it.each([
    ['app=one', { app: 'one' }, true],
    ['app==one', { app: 'two' }, false],
    ['app!=one', {}, true],
    ['app in (one, two)', { app: 'two' }, true],
    ['app notin (one),tier=web', { app: 'two', tier: 'web' }, true],
    ['app notin (one),tier=web', { app: 'one', tier: 'web' }, false],
    ['app', { app: '' }, true],
    ['!app', { app: 'one' }, false],
    [
      'kustomize.toolkit.fluxcd.io/name=apps',
      { 'kustomize.toolkit.fluxcd.io/name': 'apps' },
      true,
    ],
    [null, {}, true],
  ])('%s on %j is %s', (text, labels, expected) => {
    expect(labelSelector(text)(object(labels as Record<string, string>))).toBe(
      expected,
    );
  });

  it('refuses what is none', () => {
    expect(() => labelSelector('a=b=c')).toThrow(SelectorError);
  });
});

describe('fieldSelector', () => {
  it.each([
    ['involvedObject.name=payments-api-1,involvedObject.kind=Pod', true],
    ['involvedObject.kind!=Pod', false],
    ['involvedObject.uid=', true],
  ])('%s is %s', (text, expected) => {
    expect(fieldSelector(text)(object({}))).toBe(expected);
  });
});
