import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { SuspensionsDto } from 'backstage-plugin-flux-delivery-common';
import type { SuspensionFilter } from '../../api/FleetApi';
import { useNarrowedFilter } from '../../hooks/useNarrowedFilter';
import { useSuspensions } from '../../hooks/useSuspensions';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FleetFreshness } from '../Fleet/FleetFreshness';
import { FleetNotices } from '../Fleet/FleetNotices';
import { FleetProblem } from '../Fleet/FleetProblem';
import { FleetSkeleton } from '../Fleet/FleetSkeleton';
import { MessagePanel } from '../MessagePanel';
import { SuspensionRegister } from './SuspensionRegister';

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      gap: theme.spacing(0.5, 2),
    },
    count: { margin: theme.spacing(0, 0, 1.25) },
    quiet: { margin: 0, color: quietInk(theme), fontSize: 12 },
    stale: { filter: 'grayscale(1)' },
  }),
  { name: 'FluxDeliverySuspensions' },
);

/** Everything that somebody stopped, in whichever state the answer is. */
export function SuspensionsView({
  filter,
  label,
}: {
  /** Undefined as long as it is not known who looks. */
  filter: SuspensionFilter | undefined;
  label: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const narrowed = useNarrowedFilter(filter);
  const { state, refresh } = useSuspensions(narrowed);
  switch (state.type) {
    case 'loading':
      return <FleetSkeleton label={label} />;
    case 'error':
      return (
        <FleetProblem
          error={state.error}
          title={t('suspensions.failed')}
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
      <div className={classes.head}>
        <p role="status" className={classes.count}>
          <Counts register={value} />
        </p>
        <FleetFreshness state={state} />
      </div>
      <FleetNotices known={value} stale={stale} />
      <div className={stale && classes.stale}>
        {value.items.length > 0 ? (
          <SuspensionRegister register={value} />
        ) : (
          <MessagePanel title={t('suspensions.none')} verdict="notObserved">
            {t(value.complete ? 'suspensions.noneText' : 'suspensions.noneYet')}
          </MessagePanel>
        )}
        <p className={classes.quiet}>{t('suspensions.annotate')}</p>
      </div>
    </>
  );
}

function Counts({ register }: { register: SuspensionsDto }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const forgotten = register.items.filter(each => each.forgotten).length;
  return (
    <>
      {t('suspensions.count', { count: register.items.length })}
      {forgotten > 0 &&
        ` · ${t('suspensions.forgottenCount', { n: String(forgotten) })}`}
    </>
  );
}
