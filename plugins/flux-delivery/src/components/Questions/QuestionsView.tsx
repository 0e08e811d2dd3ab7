import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { FleetQuestionsDto } from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import type { SuspensionFilter } from '../../api/FleetApi';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useNarrowedFilter } from '../../hooks/useNarrowedFilter';
import { useRefreshed } from '../../hooks/useRefreshed';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FleetNotices } from '../Fleet/FleetNotices';
import { FleetProblem } from '../Fleet/FleetProblem';
import { FleetSkeleton } from '../Fleet/FleetSkeleton';
import { FiguresTable } from './FiguresTable';
import { QuestionList } from './QuestionList';

/** No entity: only changes that do not say whom they concern. */
const NOBODY = '';

const useStyles = makeStyles(
  { stale: { filter: 'grayscale(1)' } },
  { name: 'FluxDeliveryQuestionsView' },
);

/** What one asks of all services at a glance, in whichever state the answers are. */
export function QuestionsView({
  filter,
}: {
  /** Undefined as long as it is not known who looks. */
  filter: SuspensionFilter | undefined;
}) {
  const classes = useStyles();
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
  switch (state.type) {
    case 'loading':
      return <FleetSkeleton label={t('questions.loading')} />;
    case 'error':
      return (
        <FleetProblem
          error={state.error}
          title={t('questions.failed')}
          onRetry={refresh}
        />
      );
    case 'forbidden':
    case 'notFound':
      return <FleetProblem onRetry={refresh} />;
    default:
  }
  const { value, stale } = state;
  return (
    <>
      <FleetNotices known={value} stale={stale} />
      <div className={stale && classes.stale}>
        <QuestionList questions={value.questions} />
        {value.figures ? (
          <FiguresTable figures={value.figures} />
        ) : (
          <p role="status">{t('questions.noFigures')}</p>
        )}
      </div>
    </>
  );
}
