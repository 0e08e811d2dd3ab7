import { readPaste } from './readPaste';

const READY_FALSE = {
  lastTransitionTime: '2026-11-21T05:17:36Z',
  message: 'kustomize build failed: no such file',
  reason: 'BuildFailed',
  status: 'False',
  type: 'Ready',
};

const MESSAGE = 'kustomize build failed: no such file';

describe('what is read of JSON', () => {
  it.each<[string, unknown, object]>([
    [
      'a condition',
      READY_FALSE,
      {
        condition: 'Ready',
        status: 'False',
        reason: 'BuildFailed',
        message: MESSAGE,
      },
    ],
    [
      'a whole object: the worst condition',
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: {
          name: 'apps',
          namespace: 'flux-system',
          labels: { kind: 'x' },
        },
        status: {
          conditions: [
            {
              type: 'Reconciling',
              status: 'True',
              reason: 'Progressing',
              message: 'at work',
            },
            READY_FALSE,
            { type: 'Healthy', status: 'True', reason: 'Ok', message: 'fine' },
          ],
        },
      },
      {
        kind: 'Kustomization',
        name: 'apps',
        namespace: 'flux-system',
        condition: 'Ready',
        status: 'False',
        reason: 'BuildFailed',
        message: MESSAGE,
      },
    ],
    [
      'an event',
      {
        kind: 'Event',
        apiVersion: 'v1',
        metadata: { name: 'apps.17', namespace: 'flux-system' },
        involvedObject: {
          kind: 'Kustomization',
          name: 'apps',
          namespace: 'flux-system',
        },
        reason: 'BuildFailed',
        message: MESSAGE,
        type: 'Warning',
      },
      {
        kind: 'Kustomization',
        name: 'apps',
        namespace: 'flux-system',
        condition: 'Event',
        status: 'Warning',
        reason: 'BuildFailed',
        message: MESSAGE,
      },
    ],
    [
      'a list of objects',
      {
        kind: 'List',
        items: [
          {
            kind: 'HelmRelease',
            metadata: { name: 'web', namespace: 'shop' },
            status: { conditions: [{ ...READY_FALSE, message: 'x failed' }] },
          },
        ],
      },
      {
        kind: 'HelmRelease',
        name: 'web',
        namespace: 'shop',
        message: 'x failed',
      },
    ],
    [
      'a pod: what its container waits for',
      {
        kind: 'Pod',
        metadata: { name: 'api-1', namespace: 'shop' },
        status: {
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              reason: 'ContainersNotReady',
              message: 'containers with unready status: [api]',
            },
          ],
          containerStatuses: [
            {
              name: 'api',
              state: {
                waiting: {
                  reason: 'CrashLoopBackOff',
                  message: 'back-off 5m0s restarting failed container=api',
                },
              },
              lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
            },
          ],
        },
      },
      {
        kind: 'Pod',
        name: 'api-1',
        namespace: 'shop',
        reason: 'OOMKilled',
        message: 'back-off 5m0s restarting failed container=api',
      },
    ],
    [
      'a log line of a controller',
      {
        level: 'error',
        ts: '2026-11-21T05:17:36.000Z',
        msg: 'Reconciler error',
        controller: 'kustomization',
        controllerKind: 'Kustomization',
        Kustomization: { name: 'apps', namespace: 'flux-system' },
        namespace: 'flux-system',
        name: 'apps',
        error: MESSAGE,
      },
      {
        kind: 'Kustomization',
        name: 'apps',
        namespace: 'flux-system',
        message: MESSAGE,
      },
    ],
  ])('%s', (_, value, expected) => {
    const read = readPaste(JSON.stringify(value, null, 2));

    expect(read.failure).toMatchObject(expected);
    expect(read.as).toMatch(/in JSON$/);
  });

  it('keeps to own keys', () => {
    const read = readPaste(
      '{"__proto__": {"kind": "Pod"}, "constructor": {"message": "x"}, "message": "y", "reason": "Z"}',
    );

    expect(read.failure).toEqual({ reason: 'Z', message: 'y' });
    expect(({} as { kind?: string }).kind).toBeUndefined();
  });
});

describe('what is read of YAML', () => {
  it('is the worst condition of an object, with a folded message', () => {
    const { failure, as } =
      readPaste(`apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  annotations:
    a: b
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  sourceRef:
    kind: GitRepository
    name: fleet
status:
  conditions:
  - lastTransitionTime: "2026-11-21T05:17:36Z"
    message: Reconciliation in progress
    reason: Progressing
    status: "True"
    type: Reconciling
  - lastTransitionTime: "2026-11-21T05:17:36Z"
    message: 'kustomize build failed: accumulating resources: accumulation err=''accumulating
      resources from ''deployment.yaml'': no such file'''
    observedGeneration: 2
    reason: BuildFailed
    status: "False"
    type: Ready
  inventory:
    entries:
    - id: a
      v: v1
`);

    expect(as).toBe('a condition in YAML');
    expect(failure).toEqual({
      kind: 'Kustomization',
      name: 'apps',
      namespace: 'flux-system',
      condition: 'Ready',
      status: 'False',
      reason: 'BuildFailed',
      message:
        "kustomize build failed: accumulating resources: accumulation err='accumulating resources from ''deployment.yaml'': no such file''",
    });
  });

  it('is a condition alone, and a block text', () => {
    expect(
      readPaste(`- type: Ready
  status: "False"
  reason: ReconciliationFailed
  message: |-
    Deployment/shop/web dry-run failed: reason
    second line
`).failure,
    ).toEqual({
      condition: 'Ready',
      status: 'False',
      reason: 'ReconciliationFailed',
      message: 'Deployment/shop/web dry-run failed: reason second line',
    });
  });

  it('is an event', () => {
    expect(
      readPaste(`apiVersion: v1
kind: Event
involvedObject:
  kind: GitRepository
  name: apps
  namespace: flux-system
message: 'failed to checkout: authentication required'
reason: GitOperationFailed
type: Warning
`).failure,
    ).toEqual({
      kind: 'GitRepository',
      name: 'apps',
      namespace: 'flux-system',
      condition: 'Event',
      status: 'Warning',
      reason: 'GitOperationFailed',
      message: 'failed to checkout: authentication required',
    });
  });
});

describe('what is read of kubectl describe', () => {
  it('is the worst condition', () => {
    const { failure, as } = readPaste(`Name:         apps
Namespace:    flux-system
Labels:       a=b
              c=d
API Version:  kustomize.toolkit.fluxcd.io/v1
Kind:         Kustomization
Metadata:
  Generation:  2
Status:
  Conditions:
    Last Transition Time:  2026-11-21T05:17:36Z
    Message:               Reconciliation in progress
    Reason:                ProgressingWithRetry
    Status:                True
    Type:                  Reconciling
    Last Transition Time:  2026-11-21T05:17:36Z
    Message:               decryption failed for 'secret.yaml': no key could decrypt the data
    Observed Generation:   2
    Reason:                BuildFailed
    Status:                False
    Type:                  Ready
Events:
  Type     Reason       Age                From                  Message
  ----     ------       ----               ----                  -------
  Warning  BuildFailed  15s (x2 over 16s)  kustomize-controller  decryption failed for 'secret.yaml'
`);

    expect(as).toBe('a condition of kubectl describe');
    expect(failure).toMatchObject({
      kind: 'Kustomization',
      namespace: 'flux-system',
      name: 'apps',
      reason: 'BuildFailed',
      message:
        "decryption failed for 'secret.yaml': no key could decrypt the data",
    });
  });

  it('is why the image of a pod cannot be pulled', () => {
    const { failure } = readPaste(`Name:             api-7d
Namespace:        shop
Containers:
  api:
    Image:          registry.example.com/api:1.9
    State:          Waiting
      Reason:       ImagePullBackOff
    Ready:          False
Conditions:
  Type              Status
  Ready             False
Events:
  Type     Reason   Age                From     Message
  ----     ------   ----               ----     -------
  Normal   Pulling  10s (x2 over 20s)  kubelet  Pulling image "registry.example.com/api:1.9"
  Warning  Failed   10s (x2 over 20s)  kubelet  Failed to pull image "registry.example.com/api:1.9": not found
  Warning  Failed   10s (x2 over 20s)  kubelet  Error: ErrImagePull
  Normal   BackOff  9s (x2 over 20s)   kubelet  Back-off pulling image "registry.example.com/api:1.9"
`);

    expect(failure).toEqual({
      kind: 'Pod',
      namespace: 'shop',
      name: 'api-7d',
      reason: 'ImagePullBackOff',
      message: 'Failed to pull image "registry.example.com/api:1.9": not found',
    });
  });
});

describe('what is read of tables', () => {
  it('is the row of flux get that is not ready', () => {
    const { failure, as } = readPaste(`$ flux get kustomizations -A
NAMESPACE  	NAME    	REVISION          	SUSPENDED	READY	MESSAGE
flux-system	apps    	main@sha1:1b0b926a	False    	True 	Applied revision: main@sha1:1b0b926a
flux-system	payments	                  	False    	False	Service/pay/api dry-run failed (Forbidden): forbidden: User "x" cannot patch resource "services"
`);

    expect(as).toBe('a row of a table');
    expect(failure).toEqual({
      kind: 'Kustomization',
      namespace: 'flux-system',
      name: 'payments',
      condition: 'Ready',
      status: 'False',
      message:
        'Service/pay/api dry-run failed (Forbidden): forbidden: User "x" cannot patch resource "services"',
    });
  });

  it('is a row of flux get all, where the name has the kind', () => {
    expect(
      readPaste(`NAME                      REVISION  SUSPENDED  READY  MESSAGE
gitrepository/apps                  False      False  failed to checkout: auth
`).failure,
    ).toMatchObject({
      kind: 'GitRepository',
      name: 'apps',
      message: 'failed to checkout: auth',
    });
  });

  it.each([
    [
      'with its head',
      `LAST SEEN   TYPE      REASON        OBJECT               MESSAGE
10m         Normal    Progressing   kustomization/apps   all good
3m          Warning   BuildFailed   kustomization/apps   kustomize build failed
`,
    ],
    [
      'alone',
      '3m21s (x4 over 9m)  Warning  BuildFailed  kustomization/apps  kustomize build failed',
    ],
  ])('is a warning among events, %s', (_, text) => {
    expect(readPaste(text).failure).toEqual({
      kind: 'Kustomization',
      name: 'apps',
      condition: 'Event',
      status: 'Warning',
      reason: 'BuildFailed',
      message: 'kustomize build failed',
    });
  });

  it('is a row of flux get -A alone, also where nothing was fetched', () => {
    for (const revision of ['', 'main@sha1:1b0b']) {
      expect(
        readPaste(
          `flux-system  apps  ${revision}  False  False  failed to checkout: auth`,
        ).failure,
      ).toEqual({
        namespace: 'flux-system',
        name: 'apps',
        condition: 'Ready',
        status: 'False',
        message: 'failed to checkout: auth',
      });
    }
  });

  it('is a row of flux get alone', () => {
    expect(
      readPaste('apps\tmain@sha1:1b0b\tFalse\tFalse\tdecryption failed for x')
        .failure,
    ).toEqual({
      name: 'apps',
      condition: 'Ready',
      status: 'False',
      message: 'decryption failed for x',
    });
  });

  it('is a pod that is not ready', () => {
    expect(
      readPaste(`NAME      READY   STATUS             RESTARTS      AGE
web-1     1/1     Running            0             2d
api-7d-x  0/1     CrashLoopBackOff   12 (2m ago)   40m
`).failure,
    ).toMatchObject({
      kind: 'Pod',
      name: 'api-7d-x',
      reason: 'CrashLoopBackOff',
      message: 'CrashLoopBackOff',
    });
  });
});

describe('what is read of logs and commands', () => {
  it('is the last error of several lines', () => {
    const line = (level: string, error: string) =>
      JSON.stringify({
        level,
        msg: 'Reconciler error',
        controllerKind: 'HelmRelease',
        name: 'web',
        namespace: 'shop',
        error,
      });

    expect(
      readPaste(
        `${line('error', 'first')}\n${line(
          'error',
          'second',
        )}\n{"level":"info","msg":"fine"}`,
      ).failure,
    ).toEqual({
      kind: 'HelmRelease',
      name: 'web',
      namespace: 'shop',
      message: 'second',
    });
  });

  it('is a line of flux logs', () => {
    expect(
      readPaste(
        '2026-11-21T05:17:36.123Z error Kustomization/apps.flux-system - kustomize build failed: boom',
      ).failure,
    ).toEqual({
      kind: 'Kustomization',
      name: 'apps',
      namespace: 'flux-system',
      message: 'kustomize build failed: boom',
    });
  });

  it('is a line whose fields come last', () => {
    expect(
      readPaste(
        '2026-11-21T05:17:36Z\tERROR\tReconciler error\t{"controllerKind": "Bucket", "name": "b", "error": "access denied"}',
      ).failure,
    ).toMatchObject({ kind: 'Bucket', name: 'b', message: 'access denied' });
  });

  it('is the error of flux reconcile', () => {
    expect(
      readPaste(
        '► annotating Kustomization apps in flux-system namespace\n✔ Kustomization annotated\n✗ Kustomization reconciliation failed: build failed',
      ).failure,
    ).toEqual({
      kind: 'Kustomization',
      message: 'reconciliation failed: build failed',
    });
  });
});

it.each([
  'Helm upgrade failed for release shop/web with chart web@1.2.0: timed out waiting for the condition',
  'Error from server (Forbidden): services "x" is forbidden: User "y" cannot get resource "services"',
  "health check failed after 30s: timeout waiting for: [Deployment/a/b status: 'InProgress']",
  '[broken json',
  '{"not": "an error"}',
])('a text of no such form is the message itself: %s', text => {
  expect(readPaste(text)).toEqual({ failure: { message: text } });
});
