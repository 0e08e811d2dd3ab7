import { sourcesOf } from '../flux/sourceRef';
import type { Observed } from '../kube/KubeObject';
import { keyOf } from '../kube/ObjectRef';
import { describeRef } from './describeRef';
import type { SourceLink } from './DeliveryPath';
import type { InventoryView } from './InventoryView';

const MOST = 64;

/**
 * Everything that an applier reads from, nearest first: the HelmChart, then its HelmRepository; the ExternalArtifact, then its
 * generator, then what that reads. What is named and not there is a link without `source`. Each object stands once.
 */
export function sourceLinksOf(
  applier: Observed,
  view: InventoryView,
): SourceLink[] {
  const links: SourceLink[] = [];
  const seen = new Set([keyOf(applier.ref)]);
  let level: Observed[] = [applier];
  while (level.length > 0 && links.length < MOST) {
    const next: SourceLink[] = level
      .flatMap(reader =>
        sourcesOf(reader.ref, reader.object).map(ref => ({ ref, reader })),
      )
      .filter(({ ref }) => !seen.has(keyOf(ref)) && seen.add(keyOf(ref)))
      .map(({ ref, reader }) => ({
        ref,
        source: view.get(ref),
        because: `${describeRef(reader.ref)} reads from ${describeRef(ref)}`,
      }));
    links.push(...next);
    level = next
      .map(({ source }) => source)
      .filter(source => source !== undefined);
  }
  return links.slice(0, MOST);
}
