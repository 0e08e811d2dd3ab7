import { describeMatch, matchesSegment } from './matchesSegment';
import type { SegmentMatch } from './OwnershipRule';

const subject = {
  cluster: 'prod-eu',
  namespace: 'istio-system',
  kind: 'HTTPRoute',
  name: 'api',
  labels: { 'app.example.com/team': 'network', tier: 'edge' },
  path: './apps/prod/',
  segment: 'traffic' as const,
  class: 'route-not-accepted',
};

describe('one alternative of a rule', () => {
  it.each<[SegmentMatch, boolean]>([
    [{}, true],
    [{ cluster: 'prod-*' }, true],
    [{ cluster: 'staging' }, false],
    [{ segment: 'traffic', namespace: 'istio-*' }, true],
    [{ segment: 'rollout', namespace: 'istio-*' }, false],
    [{ kind: '*Route', name: 'a?i' }, true],
    [{ name: 'web' }, false],
    [{ class: 'route-*' }, true],
    [{ class: 'source-auth' }, false],
    [{ label: 'app.example.com/team=net*' }, true],
    [{ label: '*/team=network' }, true],
    [{ label: 'app.example.com/team=data' }, false],
    [{ label: 'tier' }, true],
    [{ label: 'missing' }, false],
    [{ path: 'apps/*' }, true],
    [{ path: 'infra/*' }, false],
  ])('%j: %s', (match, expected) => {
    expect(matchesSegment(match, subject)).toBe(expected);
  });

  it.each<SegmentMatch>([
    { class: '*' },
    { segment: '*' },
    { path: '*' },
    { label: '*' },
  ])('%j asks for what is not known of the object', match => {
    const { cluster, namespace, kind, name } = subject;

    expect(matchesSegment(match, { cluster, namespace, kind, name })).toBe(
      false,
    );
  });

  it('reads as a person would say it', () => {
    expect(describeMatch({ namespace: 'istio-*', segment: 'traffic' })).toBe(
      'segment traffic, namespace istio-*',
    );
    expect(describeMatch({})).toBe('everything');
  });
});
