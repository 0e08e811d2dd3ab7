import type { EnvironmentDto } from 'backstage-plugin-flux-delivery-common';
import { environmentBars } from '../model/environmentBars';
import { Bars } from './Bars';

/** The five segments of an environment as five bars, the worst target of each. */
export function SegmentBars({ environment }: { environment: EnvironmentDto }) {
  return (
    <Bars environment={environment.name} bars={environmentBars(environment)} />
  );
}
