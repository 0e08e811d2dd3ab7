import { firstDivergence } from '../divergence/firstDivergence';
import { declaredVersion } from '../divergence/describeVersion';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { attributionOf } from './attributionOf';
import { checkedFor, hasData } from './checks';
import { applierStep, sourceStep } from './controlSteps';
import { divergenceStep } from './divergenceStep';
import { gapsOf, joined } from './gaps';
import { promotionStep } from './promotionStep';
import { rolloutStep } from './rolloutStep';
import { symptomOf, type ToldSymptom } from './symptomOf';
import { trafficStep } from './trafficStep';
import {
  TRIAGE_STEPS,
  type Triage,
  type TriageStep,
  type TriageStepId,
} from './Triage';
import type { TriageContext } from './TriageContext';

/** What each step asks. @public */
export const TRIAGE_QUESTIONS: Record<TriageStepId, string> = {
  symptom: 'What do users notice?',
  promotion: 'What was promoted last, by whom, when, by which pipeline?',
  source: 'Which state of the source did Flux fetch and try?',
  applier: 'What does the Kustomization or HelmRelease say?',
  rollout: 'How far did the rollout get?',
  traffic: 'Does traffic reach the intended version?',
  divergence: 'Where did reality first leave intent?',
};

/**
 * Triage of one target: seven steps, always all of them and in order, filled in with what is known, what was checked for it,
 * and what could not be. Nothing is in it that the evidence does not carry.
 *
 * @public
 */
export function triageOf(
  target: JudgedTarget,
  context: TriageContext = {},
): Triage {
  const divergence =
    context.divergence === undefined
      ? firstDivergence(target.segments)
      : context.divergence;
  const symptom = symptomOf(target);
  const answers: Record<TriageStepId, Omit<TriageStep, 'id' | 'question'>> = {
    symptom: symptomStep(target, symptom),
    promotion: promotionStep(target, context),
    source: sourceStep(target),
    applier: applierStep(target),
    rollout: rolloutStep(target, context),
    traffic: trafficStep(target, context),
    divergence: divergenceStep(target, divergence, context),
  };
  return {
    symptom: symptom.symptom,
    attribution: attributionOf(target, divergence),
    names: namesOf(target),
    steps: TRIAGE_STEPS.map(id => ({
      id,
      question: TRIAGE_QUESTIONS[id],
      ...answers[id],
      notChecked: joined(answers[id].notChecked),
    })),
  };
}

function symptomStep(
  target: JudgedTarget,
  { answer, verdict, segments }: ToldSymptom,
): Omit<TriageStep, 'id' | 'question'> {
  return {
    answer,
    verdict,
    segments,
    checked: checkedFor(target, ['rollout', 'traffic']),
    notChecked: gapsOf(target, ['rollout', 'traffic']),
  };
}

const MOST_NAMES = 8;

/** People of CI, registry and cluster look at different names of a release: here they stand together. */
function namesOf(target: JudgedTarget): string[] {
  if (!hasData(target)) {
    return [];
  }
  const names = [
    ...target.segments.flatMap(({ revision, newer }) =>
      [revision, newer].flatMap(each => each?.short ?? []),
    ),
    ...target.workloads.flatMap(
      ({ workload }) => declaredVersion(workload?.object) ?? [],
    ),
  ];
  return [...new Set(names)].slice(0, MOST_NAMES);
}
