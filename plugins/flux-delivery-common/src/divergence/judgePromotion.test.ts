import type { FluxAuxiliary, Source } from '../flux/objects';
import type { KubeObject } from '../kube/KubeObject';
import { refOf } from '../kube/KubeObject';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import {
  fixtureTarget,
  fixtureView,
  latestTimeIn,
  readerOf,
  CLUSTER,
} from '../testUtils/fixtureTargets';
import { loadFixture } from '../testUtils/loadFixture';
import { judgeTarget } from './judgeTarget';

const objects = loadFixture('image-automation');
const now = latestTimeIn(objects);
const named = (kind: string, name: string) =>
  objects.find(
    object => object.kind === kind && object.metadata.name === name,
  )!;

function promotionOf(
  automation: KubeObject[],
  change: (target: ResolvedTarget) => ResolvedTarget = target => target,
) {
  const applier = readerOf(named('GitRepository', 'iua'));
  const view = fixtureView([...objects, applier], now, applier);
  const target = change({
    ...fixtureTarget(applier, view),
    imageAutomation: automation.map(object => ({
      ref: refOf(CLUSTER, object),
      object,
      observedAt: now,
    })),
  });
  return judgeTarget(target, { view, now, pinned: false }).segments[0];
}

const healthy = [
  named('ImageRepository', 'img'),
  named('ImagePolicy', 'img'),
  named('ImageUpdateAutomation', 'iua'),
];

describe('image automation', () => {
  it('that works leads to the commit that the source holds', () => {
    const push = (named('ImageUpdateAutomation', 'iua') as FluxAuxiliary)
      .status!.lastPushCommit!;

    expect(promotionOf(healthy)).toMatchObject({
      verdict: 'ok',
      headline: 'main',
      revision: { commit: push },
    });
  });

  it.each([
    ['ImageRepository', 'imgnone', 'image scan failed: not there upstream'],
    ['ImageRepository', 'imgsecret', 'image scan failed: credentials refused'],
    ['ImagePolicy', 'ipmiss', 'no image chosen: nothing was scanned'],
    ['ImagePolicy', 'ipnone', 'no image chosen: no tag fits'],
    ['ImagePolicy', 'ipnotags', 'no image chosen: nothing was scanned'],
    [
      'ImageUpdateAutomation',
      'iuanosrc',
      'automation failed: its repository does not exist',
    ],
    [
      'ImageUpdateAutomation',
      'iuapath',
      'automation failed: files cannot be updated',
    ],
  ])('%s %s: %s', (kind, name, headline) => {
    expect(promotionOf([...healthy, named(kind, name)])).toMatchObject({
      verdict: 'diverged',
      headline,
    });
  });

  it('that pushed what was not fetched yet is on its way, and late at some time', () => {
    const older =
      (minutes: number) =>
      (target: ResolvedTarget): ResolvedTarget => {
        const [link] = target.sources;
        const source = link.source!.object as Source;
        const pushed = Date.parse(now) - minutes * 60_000;
        const lastUpdateTime = new Date(pushed - 1000).toISOString();
        const automation = target.imageAutomation.map(observed =>
          observed.ref.kind === 'ImageUpdateAutomation'
            ? {
                ...observed,
                object: {
                  ...observed.object,
                  status: {
                    ...(observed.object.status as object),
                    lastPushTime: new Date(pushed).toISOString(),
                  },
                },
              }
            : observed,
        );
        const artifact = {
          ...source.status!.artifact,
          revision: `main@sha1:${'0'.repeat(40)}`,
          lastUpdateTime,
        };
        return {
          ...target,
          imageAutomation: automation,
          sources: [
            {
              ...link,
              source: {
                ...link.source!,
                object: {
                  ...source,
                  status: {
                    ...source.status,
                    artifact,
                    conditions: [
                      { type: 'Ready', status: 'True', message: '' },
                    ],
                  },
                },
              },
            },
          ],
        };
      };

    expect(promotionOf(healthy, older(0)).verdict).toBe('inProgress');
    expect(promotionOf(healthy, older(60))).toMatchObject({
      verdict: 'diverged',
      class: 'promotion-not-arrived',
    });
  });
});
