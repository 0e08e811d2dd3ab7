import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetQuestionsDto } from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import type { SuspensionFilter } from '../../api/FleetApi';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useNarrowedFilter } from '../../hooks/useNarrowedFilter';
import { useRefreshed } from '../../hooks/useRefreshed';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FleetAnswer } from '../Fleet/FleetAnswer';
import { FiguresTable } from './FiguresTable';
import { QuestionList } from './QuestionList';

/** No entity: only changes that do not say whom they concern. */
const NOBODY = '';

/** What one asks of all services at a glance, in whichever state the answers are. */
export function QuestionsView({
  filter,
}: {
  /** Undefined as long as it is not known who looks. */
  filter: SuspensionFilter | undefined;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const narrowed = useNarrowedFilter(filter);
  const load = useCallback(
    (signal: AbortSignal): Promise<FleetQuestionsDto> =>
      narrowed
        ? api.getFleetQuestions(narrowed, { signal })
        : new Promise(() => {}),
    [api, narrowed],
  );
  const { state, refresh } = useRefreshed(NOBODY, load);
  return (
    <FleetAnswer
      state={state}
      loading={t('questions.loading')}
      failed={t('questions.failed')}
      told={({ questions }) => <Counts questions={questions} />}
      onRetry={refresh}
    >
      {({ questions, figures }) => (
        <>
          <QuestionList questions={questions} />
          {figures ? (
            <FiguresTable figures={figures} />
          ) : (
            <p role="status">{t('questions.noFigures')}</p>
          )}
        </>
      )}
    </FleetAnswer>
  );
}

/** How many of the answers one need not worry about. */
function Counts({ questions }: Pick<FleetQuestionsDto, 'questions'>) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const well = questions.filter(({ state }) => state === 'ok').length;
  return (
    <>
      {t('questions.well', {
        n: String(well),
        total: String(questions.length),
      })}
    </>
  );
}
