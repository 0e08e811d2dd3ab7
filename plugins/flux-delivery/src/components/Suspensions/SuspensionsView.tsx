import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { SuspensionsDto } from 'backstage-plugin-flux-delivery-common';
import type { SuspensionFilter } from '../../api/FleetApi';
import { useNarrowedFilter } from '../../hooks/useNarrowedFilter';
import { useSuspensions } from '../../hooks/useSuspensions';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FleetAnswer } from '../Fleet/FleetAnswer';
import { MessagePanel } from '../MessagePanel';
import { SuspensionRegister } from './SuspensionRegister';

const useStyles = makeStyles(
  theme => ({
    quiet: { margin: 0, color: quietInk(theme), fontSize: 12 },
  }),
  { name: 'FluxDeliverySuspensions' },
);

/** Everything that somebody stopped, in whichever state the answer is. */
export function SuspensionsView({
  filter,
}: {
  /** Undefined as long as it is not known who looks. */
  filter: SuspensionFilter | undefined;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const narrowed = useNarrowedFilter(filter);
  const { state, refresh } = useSuspensions(narrowed);
  return (
    <FleetAnswer
      state={state}
      loading={t('suspensions.loading')}
      failed={t('suspensions.failed')}
      told={register => <Counts register={register} />}
      onRetry={refresh}
    >
      {register => (
        <>
          {register.items.length > 0 ? (
            <SuspensionRegister register={register} />
          ) : (
            <MessagePanel
              level={2}
              title={t('suspensions.none')}
              verdict="notObserved"
            >
              {t(
                register.complete
                  ? 'suspensions.noneText'
                  : 'suspensions.noneYet',
              )}
            </MessagePanel>
          )}
          <p className={classes.quiet}>{t('suspensions.annotate')}</p>
        </>
      )}
    </FleetAnswer>
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
