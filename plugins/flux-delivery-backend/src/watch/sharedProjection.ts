import {
  compileProjection,
  type KubeObject,
  type Projection,
} from 'backstage-plugin-flux-delivery-common';
import { TextPool } from './TextPool';

/** As many as lists of a few namespaces have in common. */
const TEXTS = 10_000;
/** One for all clusters: their objects have most texts in common. */
const texts = new TextPool(TEXTS);

/** As `compileProjection`, for objects that are kept: texts that many of them have are held once. */
export function sharedProjection(
  projection: Projection,
): (raw: unknown) => KubeObject | undefined {
  const project = compileProjection(projection);
  return raw => texts.share(project(raw));
}
