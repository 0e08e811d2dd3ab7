import { randomBytes } from 'node:crypto';
import { reconcile } from '../play/until.mjs';
import { CheckFailure } from '../CheckFailure.mjs';
import { eventually } from './eventually.mjs';

const API = 'notification.toolkit.fluxcd.io/v1beta3';

/**
 * A real notification-controller tells the portal of a pass, signed: what the annotations of the Kustomization claim is found
 * afterwards, as a claim, with the delivery that they are about. One that signs with another secret is not heard.
 *
 * @param {{ stage: import('../play/Stage.mjs').Stage, portal: any, entity: string }} options
 */
export async function notificationsArrive({ stage, portal, entity }) {
  const pipeline = `e2e-${randomBytes(6).toString('hex')}`;
  const applier = stage.ref('Kustomization/app');
  await provide(stage, portal, { name: 'portal', secret: portal.eventSecret });
  await provide(stage, portal, { name: 'stranger', secret: 'not the secret' });
  await stage.cluster.patch(applier, {
    metadata: {
      annotations: {
        'event.toolkit.fluxcd.io/deploymentID': pipeline,
        'event.toolkit.fluxcd.io/actor': 'e2e',
      },
    },
  });
  const started = performance.now();
  try {
    await eventually(
      async () => {
        // Events of the moment in which Provider and Alert came may pass them by.
        await reconcile(stage.cluster, applier);
        return complaints(
          await portal.json(`flux-delivery/find?q=${pipeline}`),
          {
            entity: `component:default/${entity}`,
            cluster: stage.cluster.context,
          },
        );
      },
      { seconds: 90, every: 2_000 },
    );
    await notHeard(portal, stage.cluster.context);
  } finally {
    // An event lets the portal look at pods, which later checks count.
    for (const name of ['portal', 'stranger']) {
      await stage.cluster.delete(API, 'Alert', stage.namespace, name);
    }
  }
  return `found by ${pipeline} after ${Math.round(
    performance.now() - started,
  )} ms`;
}

async function provide(stage, portal, { name, secret }) {
  const { context } = stage.cluster;
  await stage.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `hmac-${name}` },
    stringData: { token: secret },
  });
  await stage.apply({
    apiVersion: API,
    kind: 'Provider',
    metadata: { name },
    spec: {
      type: 'generic-hmac',
      address: `${portal.eventsUrl}/${encodeURIComponent(context)}`,
      secretRef: { name: `hmac-${name}` },
    },
  });
  await stage.apply({
    apiVersion: API,
    kind: 'Alert',
    metadata: { name },
    spec: {
      providerRef: { name },
      eventSeverity: 'info',
      eventSources: [{ kind: 'Kustomization', name: 'app' }],
    },
  });
}

function complaints({ items, ambiguous }, { entity, cluster }) {
  const [found] = items;
  if (!found) {
    return ['what the annotation claims is not found'];
  }
  const claimed = found.edges.some(({ how }) => how === 'eventMetadata');
  return [
    ambiguous && 'several releases bear it',
    found.entityRef !== entity && `it is of ${found.entityRef}, not ${entity}`,
    !claimed && 'no edge says that an event told it',
    !found.deliveries.some(each => each.cluster === cluster) &&
      `no delivery in ${cluster} bears it`,
  ].filter(Boolean);
}

/** Without a signature, or with another one, the door is shut. */
async function notHeard(portal, context) {
  const response = await fetch(
    `${portal.eventsUrl}/${encodeURIComponent(context)}`,
    {
      method: 'POST',
      headers: { 'X-Signature': `sha256=${'0'.repeat(64)}` },
      body: '{}',
    },
  );
  if (response.status !== 401) {
    throw new CheckFailure(
      `an event that nobody signed is answered with ${response.status}, not 401`,
    );
  }
}
