import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ComparableDelivery,
  DeliveryDto,
} from 'backstage-plugin-flux-delivery-common';
import { useCallback, useState } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { linkToDelivery } from '../../hooks/useOpenDelivery';
import { useRefreshed } from '../../hooks/useRefreshed';
import {
  changeText,
  deliveryPlace,
  deliveryTitle,
} from '../../model/deliveryText';
import { formatExact } from '../../model/formatAge';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CopyTextButton } from '../CopyTextButton';
import { MessagePanel } from '../MessagePanel';
import { PlainButton } from '../PlainButton';
import { Section } from '../Section';
import { DetailsDrawer } from '../SegmentDrawer/DetailsDrawer';
import { CompareDialog } from './CompareDialog';
import { DeliveryDetails } from './DeliveryDetails';
import { RefreshedStates } from './RefreshedStates';
import { Waterfall } from './Waterfall';
import { Who } from './Who';

const useStyles = makeStyles(
  theme => ({
    beside: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1),
      marginTop: theme.spacing(1),
    },
    body: {
      marginTop: theme.spacing(1.5),
      overflowWrap: 'anywhere',
      fontVariantNumeric: 'tabular-nums',
    },
  }),
  { name: 'FluxDeliveryDeliveryDrawer' },
);

/** Another delivery of the same version to the same environment. */
export interface DeliveryBeside {
  id: string;
  cluster: string;
}

/** One delivery, opened from the matrix or by a link: read by its id, so that it is there however old it is. */
export function DeliveryDrawer({
  entityRef,
  id,
  beside,
  onOpen,
  onShowThen,
  onClose,
}: {
  entityRef: string;
  id: string;
  /** Those that are one click away, itself among them. */
  beside: readonly DeliveryBeside[];
  onOpen: (id: string) => void;
  onShowThen: (at: string) => void;
  onClose: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getDelivery(entityRef, id, { signal }),
    [api, entityRef, id],
  );
  const { state, refresh } = useRefreshed(entityRef, load);
  const delivery = state.type === 'ready' ? state.value : undefined;
  return (
    <DetailsDrawer
      title={delivery ? deliveryTitle(delivery) : t('delivery.title')}
      subtitle={
        delivery
          ? `${deliveryPlace(delivery)} · ${formatExact(delivery.startedAt, t)}`
          : ''
      }
      onClose={onClose}
    >
      {beside.length > 1 && (
        <div
          role="group"
          aria-label={t('delivery.beside')}
          className={classes.beside}
        >
          {beside.map(each => (
            <PlainButton
              key={each.id}
              variant="outlined"
              aria-pressed={each.id === id}
              color={each.id === id ? 'primary' : undefined}
              onClick={() => onOpen(each.id)}
            >
              {each.cluster}
            </PlainButton>
          ))}
        </div>
      )}
      <div className={classes.body}>
        {state.type === 'notFound' ? (
          <MessagePanel verdict="notObserved" title={t('delivery.noneTitle')}>
            {t('delivery.noneText')}
          </MessagePanel>
        ) : (
          <RefreshedStates
            state={state}
            loading={t('delivery.loading')}
            failed={t('delivery.failed')}
            onRetry={refresh}
          >
            {value => <Told delivery={value} onShowThen={onShowThen} />}
          </RefreshedStates>
        )}
      </div>
    </DetailsDrawer>
  );
}

function Told({
  delivery,
  onShowThen,
}: {
  delivery: DeliveryDto;
  onShowThen: (at: string) => void;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [compared, setCompared] = useState<ComparableDelivery>();
  const { previous } = delivery;
  const change = changeText(delivery, t);
  return (
    <>
      <Waterfall delivery={delivery} />
      <Section title={t('history.who')}>
        <Who delivery={delivery} />
      </Section>
      {change && (
        <Section title={t('history.change')}>
          {previous &&
            deliveryTitle(previous) !== deliveryTitle(delivery) &&
            `${t('history.fromTo', {
              from: deliveryTitle(previous),
              to: deliveryTitle(delivery),
            })}: `}
          {change}
        </Section>
      )}
      <DeliveryDetails
        delivery={delivery}
        onCompare={previous && (() => setCompared(previous))}
        onShowThen={onShowThen}
      >
        <CopyTextButton
          label={t('delivery.copyLink')}
          text={linkToDelivery(delivery.id)}
        />
      </DeliveryDetails>
      {compared && (
        <CompareDialog
          pair={[compared, delivery]}
          onClose={() => setCompared(undefined)}
        />
      )}
    </>
  );
}
