import type { Facts } from '../Facts';
import { either, holds, kind, reason, rule, type Rule } from './Rule';

const delivered = kind('Canary', 'Rollout', 'AnalysisRun', 'Experiment');
const endpoints = kind('Service', 'Endpoints', 'EndpointSlice');
/** What stands in front of Services: every kind of every gateway and mesh. */
const isRoute = (facts: Facts): boolean =>
  facts.role === 'traffic' && !holds(either(delivered, endpoints), facts);

/** Texts are told apart without their object too; reasons and states are not. */
const delivery = either(delivered, kind('Event', ''));

/** Progressive delivery: Flagger's and Argo's own words for what an analysis ended in. */
export const canaries: readonly Rule[] = [
  rule(
    'health-check-failed',
    /(?:^|: )(?:Rolling back |Rollout aborted|RolloutAborted|ProgressDeadlineExceeded)|canary (?:analysis )?failed|assessed (?:failed|error)|Result: (?:Failed|Error)\b|failed checks threshold|experiment .{0,253}failed|analysis ?run .{0,253}(?:failed|error)\b/i,
  ),
  rule(
    'health-check-failed',
    delivered,
    reason(
      'Failed',
      'RolloutAborted',
      'AnalysisRunFailed',
      'AnalysisRunError',
      'ExperimentFailed',
      'ProgressDeadlineExceeded',
    ),
  ),
  rule(
    'health-check-failed',
    delivered,
    facts =>
      facts.condition !== 'Event' &&
      /^(?:Failed|Error|Degraded)$/.test(facts.status),
  ),
  rule(
    'canary-weight',
    either(
      reason(
        'TrafficRoutingError',
        'WeightVerifyError',
        'TargetGroupVerifyError',
      ),
      /(?:virtualservice|destinationrule|httproute|trafficsplit|ingress(?:e)?|httpprox(?:y|ie))s?\b.{0,253}(?:update|weight).{0,40}(?:error|failed)|\b(?:set|setting|verify|verifying|update|updating) (?:\w{1,20} ){0,3}weights?\b/i,
    ),
    delivery,
  ),
  rule(
    'progressing',
    delivery,
    /^(?:Advance |Halt |New revision detected|Starting canary|Copying |Routing all traffic|Promotion completed|Initiali[sz]ation|Confirm|Rollout is paused|waiting )|waiting for (?:rollout|approval|promotion|canary)|paused|assessed inconclusive|confirm-/i,
  ),
];

/** Flagger's notes are steps on the way, whatever they name. */
export const canaryNotes: readonly Rule[] = [
  rule(
    'progressing',
    kind('Canary'),
    facts => facts.condition === 'Event' && facts.status === 'Normal',
  ),
];

export const routes: readonly Rule[] = [
  rule(
    'route-not-accepted',
    either(
      facts => facts.condition === 'RoutesReady' && facts.status === 'False',
      /referenced in traffic not found|failed (?:build|deploy) model|syncing load balancer/i,
    ),
  ),
  rule('progressing', /^Waiting for controller$/i),
  rule(
    'no-ready-endpoints',
    /(?:no|any) (?:ready|active|healthy) (?:endpoint|upstream|address)|\bno endpoints\b|no healthy upstream/i,
  ),
  rule(
    'selector-matches-nothing',
    /selector .{0,128}(?:matches|selects) no|no pods? match(?:es|ed|ing)?\b/i,
  ),
];

const REASONS = reason(
  'NoMatchingParent',
  'NotAllowedByListeners',
  'NoMatchingListenerHostname',
  'UnsupportedValue',
  'UnsupportedProtocol',
  'BackendNotFound',
  'RefNotPermitted',
  'InvalidKind',
  'InvalidCertificateRef',
  'AddressNotAssigned',
  'AddressNotUsable',
  'ListenersNotValid',
  'NoResources',
  'InvalidParameters',
  'HostnameConflict',
  'ProtocolConflict',
  'PortUnavailable',
  'IncompatibleFilters',
);

/** Neither undecided nor a note on the way. */
const complains = ({ status }: Facts): boolean =>
  status !== 'Unknown' && status !== 'Normal';

export const routeFallbacks: readonly Rule[] = [
  rule('route-not-accepted', REASONS),
  rule(
    'route-not-accepted',
    isRoute,
    facts => facts.status === 'False' || facts.condition === 'PartiallyInvalid',
  ),
  rule(
    'route-not-accepted',
    complains,
    /load balanc|syncing to |ReferenceGrant|parent ref|No addresses have been assigned|listeners? (?:is|are) not valid|Dropped Rule|backend\(|invalid ingress|backendRef|build model|deploy model/i,
  ),
];

/** A route or a Service that complains of anything does not carry traffic as it ought to. */
export const routeComplaints: readonly Rule[] = [
  rule(
    'route-not-accepted',
    either(isRoute, kind('Service')),
    complains,
    /fail|error|not found|invalid|reject|refus|conflict|unable|not permitted/i,
  ),
  rule(
    'route-not-accepted',
    either(isRoute, kind('Service')),
    facts => facts.condition === 'Event' && facts.status === 'Warning',
  ),
];
