import { displayRef } from '../../kube/ObjectRef';
import type { ResolvedService, ResolvedTarget } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import type { Evidence } from '../SegmentVerdict';
import { behindServices, type Behind } from './behind';
import { noun } from './counted';
import { endpointFacts, selectorFacts } from './endpoints';
import { judgeNoEndpoint, nobodySetEndpoints } from './noEndpoint';
import { judgePorts } from './ports';
import { judgeServedVersion } from './servedVersion';
import { sideRoleOf } from './sideRole';

/**
 * What one Service serves: how many ready endpoints, and which version is behind them.
 */
export function judgeService(
  service: ResolvedService,
  target: ResolvedTarget,
  rollout: Judgement,
  context: JudgeContext,
): Judgement {
  const { spec } = service.service.object;
  const name = displayRef(service.ref);
  if (spec?.type === 'ExternalName') {
    return notObserved(
      'leads outside',
      `${name} is an alias for ${spec.externalName ?? 'a name outside'}.`,
      fact(service.service, 'spec.type', 'ExternalName'),
    );
  }
  const behind = behindServices(target, context).get(service)!;
  if (!spec?.selector || Object.keys(spec.selector).length === 0) {
    return withoutSelector(behind, context);
  }
  const { endpoints, selected } = behind;
  if (endpoints.length === 0 || isOnlyOthers(behind)) {
    return judgeNoEndpoint(behind, rollout, context);
  }
  if (selected.length === 0) {
    return notObserved(
      'leads to other pods',
      `${name} selects pods that are not of this target.`,
      selectorFacts(service),
    );
  }
  return (
    judgePorts(behind, target, context) ??
    withRole(judgeServedVersion(behind, rollout, context), behind)
  );
}

/** Every ready endpoint is a pod of what somebody else delivers. */
function isOnlyOthers({ endpoints, selected, strangers }: Behind): boolean {
  const theirs = strangers.flatMap(({ pods }) => pods).length;
  return (
    selected.length > 0 &&
    theirs === endpoints.length &&
    strangers.every(({ stranger }) => stranger.deliverer)
  );
}

/** Of a Service for a version that does not take the traffic yet, that has to be said. */
function withRole(judgement: Judgement, behind: Behind): Judgement {
  const side = sideRoleOf(behind);
  return side
    ? {
        ...judgement,
        detail: [`${side.role} Service`, judgement.detail]
          .filter(Boolean)
          .join(', '),
      }
    : judgement;
}

function notObserved(
  headline: string,
  summary: string,
  evidence: Evidence[],
): Judgement {
  return { verdict: 'notObserved', headline, summary, evidence };
}

function withoutSelector(behind: Behind, context: JudgeContext): Judgement {
  const { service, endpoints } = behind;
  const ready = endpoints.length;
  return ready > 0
    ? notObserved(
        `${ready} ${noun(ready)} set by hand`,
        `${displayRef(
          service.ref,
        )} has no selector: its endpoints are set by somebody else, and their version cannot be told.`,
        endpointFacts(service),
      )
    : nobodySetEndpoints(behind, context);
}
