import { sha256 } from '../clock/Random';
import type { Fields, KubeResource } from '../store/KubeResource';

export type Fate =
  | 'ready'
  | 'missing'
  | 'refused'
  | 'crash'
  | 'oom'
  | 'config'
  | 'slow'
  | 'unready';

/** The tag of an image says how its container fares: `1.4.0-crash` crash-loops, and so on; any other runs and is ready. */
export function fateOf(image: string): Fate {
  return (
    (/-(missing|crash|oom|config|slow|unready)(@.*)?$/.exec(
      image,
    )?.[1] as Fate) ?? 'ready'
  );
}

export const repositoryOf = (image: string) =>
  image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');

/** The digest that an image runs as: that of its name, else one that the tag always gives. */
export function imageId(image: string): string {
  return `${repositoryOf(image)}@${
    /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? `sha256:${sha256(image)}`
  }`;
}

/** True where nothing of the container ever ran. */
export const neverStarts = (fate: Fate) =>
  ['missing', 'refused', 'config', 'slow'].includes(fate);

/** What the kubelet reports of one container, by its fate. */
export function containerStatus(
  pod: KubeResource,
  container: Fields,
  { fate, now, refusal }: { fate: Fate; now: string; refusal?: string },
): Fields {
  const { name, image } = container;
  const common = {
    name,
    image,
    imageID: neverStarts(fate) ? '' : imageId(image),
  };
  const wait = (reason: string, message: string) => ({
    ...common,
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason, message } },
    lastState: {},
  });
  const cannotPull = (why: string) =>
    wait(
      'ImagePullBackOff',
      `Back-off pulling image "${image}": ErrImagePull: ${why}`,
    );
  switch (fate) {
    case 'missing':
      return cannotPull(
        `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`,
      );
    case 'refused':
      return cannotPull(
        `failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${refusal}`,
      );
    case 'config':
      return wait(
        'CreateContainerConfigError',
        `configmap "${name}-config" not found`,
      );
    // An image so big that it is still being pulled.
    case 'slow':
      return {
        ...common,
        ready: false,
        started: false,
        restartCount: 0,
        state: { waiting: { reason: 'ContainerCreating' } },
        lastState: {},
      };
    case 'crash':
      return crashed(pod, name, common, now, {
        exitCode: 1,
        reason: 'Error',
        restartCount: 5,
        delay: '2m40s',
      });
    case 'oom':
      return crashed(pod, name, common, now, {
        exitCode: 137,
        reason: 'OOMKilled',
        restartCount: 3,
        delay: '40s',
      });
    default:
      return {
        ...common,
        ready: fate === 'ready',
        started: true,
        restartCount: 0,
        state: { running: { startedAt: now } },
        lastState: {},
      };
  }
}

function crashed(
  { metadata }: KubeResource,
  name: string,
  common: Fields,
  now: string,
  end: {
    exitCode: number;
    reason: string;
    restartCount: number;
    delay: string;
  },
): Fields {
  const { exitCode, reason, restartCount, delay } = end;
  return {
    ...common,
    ready: false,
    started: false,
    restartCount,
    state: {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off ${delay} restarting failed container=${name} pod=${metadata.name}_${metadata.namespace}(${metadata.uid})`,
      },
    },
    lastState: {
      terminated: { exitCode, reason, startedAt: now, finishedAt: now },
    },
  };
}

/** A container whose turn has not come, as an init container before it does not end. */
export const waitsForInit = ({ name, image }: Fields): Fields => ({
  name,
  image,
  imageID: '',
  ready: false,
  started: false,
  restartCount: 0,
  state: { waiting: { reason: 'PodInitializing' } },
  lastState: {},
});

/** An init container that did what it had to. */
export const initDone = ({ name, image }: Fields, now: string): Fields => ({
  name,
  image,
  imageID: imageId(image),
  ready: true,
  started: false,
  restartCount: 0,
  state: {
    terminated: {
      exitCode: 0,
      reason: 'Completed',
      startedAt: now,
      finishedAt: now,
    },
  },
  lastState: {},
});
