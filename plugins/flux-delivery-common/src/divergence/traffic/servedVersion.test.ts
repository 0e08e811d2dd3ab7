import type { KubeObject } from '../../kube/KubeObject';
import { aService } from '../../testUtils/builders';
import { LATER, pod, slice, trafficOf } from '../../testUtils/trafficOf';

const SERVICE = aService('payments', 'api', {
  spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
});

/** The ready pod of `payments/api`, with an image that its template may not have. */
const running = (image: string): KubeObject => ({
  ...pod('api-1-x', 'api'),
  spec: { containers: [{ name: 'app', image }] },
});

const told = (image: string, now?: string) =>
  trafficOf([SERVICE, slice()], { pods: [running(image)], now }).traffic;

describe('an image that a webhook rewrote', () => {
  it.each([
    ['through a mirror', 'mirror.corp/registry.example.com/api:1.8.3'],
    ['to another registry', 'mirror.corp:5000/cache/api:1.8.3'],
    [
      'with its digest',
      `registry.example.com/api:1.8.3@sha256:${'cd34'.repeat(16)}`,
    ],
  ])('%s is that of the template', (_, image) => {
    expect(told(image)).toMatchObject({
      verdict: 'ok',
      headline: '100 % on 1.8.3',
    });
  });

  it('to a digest alone proves nothing where no ReplicaSet tells of which template it is', () => {
    expect(
      told(`registry.example.com/api@sha256:${'cd34'.repeat(16)}`),
    ).toMatchObject({
      verdict: 'unknown',
      unknownReason: 'noEvidence',
      headline: '1 ready, version not proven',
      summary: expect.stringContaining('the image was rewritten'),
    });
  });

  it.each([
    'mirror.corp/api:1.8.2',
    'mirror.corp/other:1.8.3',
    'mirror.corp/api',
  ])('to %s is not', image => {
    expect(told(image).verdict).toBe('inProgress');
  });
});

describe('endpoints on something else than a rollout that is complete', () => {
  const OLD = 'registry.example.com/api:1.8.2';

  it('are on their way for some minutes, and contradict it then', () => {
    expect(told(OLD, LATER)).toMatchObject({
      verdict: 'inProgress',
      headline: '100 % still on 1.8.2',
      expectedBy: '2026-11-21T06:05:00Z',
    });
    expect(told(OLD, '2026-11-21T06:05:01Z')).toMatchObject({
      verdict: 'unknown',
      unknownReason: 'noEvidence',
      headline: '100 % still on 1.8.2',
    });
  });

  it('are not said to be on an older version where the version is the same', () => {
    const other = told('mirror.corp/other:1.8.3');

    expect(other.headline).toBe('0 % on the image of 1.8.3');
    expect(other.summary).toContain('the rest another image');
  });
});
