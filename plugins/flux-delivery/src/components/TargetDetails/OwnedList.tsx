import TextField from '@material-ui/core/TextField';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { displayRef } from 'backstage-plugin-flux-delivery-common';
import type {
  ObjectRef,
  OwnedDto,
} from 'backstage-plugin-flux-delivery-common';
import { useCallback, useState } from 'react';
import { FixedSizeList } from 'react-window';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useOnDemand } from '../../hooks/useOnDemand';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { OwnedRow } from './OwnedRow';

const ROW_HEIGHT = 28;
const ROWS_AT_ONCE = 12;

const useStyles = makeStyles(
  theme => ({
    filter: { margin: theme.spacing(1, 0), width: 320, maxWidth: '100%' },
    count: { fontSize: 12, color: quietInk(theme) },
  }),
  { name: 'FluxDeliveryOwned' },
);

/** All that the applier owns: loaded when asked for, and drawn only as far as it can be seen. */
export function OwnedList({
  entityRef,
  targetId,
  count,
  onOpen,
}: {
  entityRef: string;
  targetId: string;
  count: number;
  onOpen: (ref: ObjectRef) => void;
}) {
  const api = useApi(fluxDeliveryApiRef);
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const load = useCallback(
    (signal: AbortSignal) => api.getOwned(entityRef, targetId, { signal }),
    [api, entityRef, targetId],
  );
  const { state, request } = useOnDemand(load, { keepsFresh: true });

  const toggle = () => {
    setOpen(!isOpen);
    if (!isOpen) {
      request();
    }
  };
  return (
    <div>
      <PlainButton
        variant="outlined"
        aria-expanded={isOpen}
        disabled={count === 0}
        onClick={toggle}
      >
        {isOpen ? t('details.ownedHide') : t('details.owned', { count })}
      </PlainButton>
      {isOpen && state.type === 'loading' && <Skeleton height={ROW_HEIGHT} />}
      {isOpen && state.type === 'error' && (
        <p role="alert">{t('drawer.failed', { error: state.error.message })}</p>
      )}
      {isOpen && state.type === 'ready' && (
        <OwnedItems owned={state.value} onOpen={onOpen} />
      )}
    </div>
  );
}

function OwnedItems({
  owned,
  onOpen,
}: {
  owned: OwnedDto;
  onOpen: (ref: ObjectRef) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const items = owned.items.filter(({ ref }) =>
    displayRef(ref).toLowerCase().includes(wanted),
  );
  return (
    <>
      <div>
        <TextField
          className={classes.filter}
          size="small"
          variant="outlined"
          id="flux-delivery-owned-filter"
          label={t('details.ownedFilter')}
          value={text}
          onChange={event => setText(event.target.value)}
        />
      </div>
      <div className={classes.count} role="status">
        {t('details.ownedShown', {
          shown: String(items.length),
          total: String(owned.total),
        })}
      </div>
      <FixedSizeList
        height={ROW_HEIGHT * Math.min(ROWS_AT_ONCE, items.length)}
        width="100%"
        itemCount={items.length}
        itemSize={ROW_HEIGHT}
        itemData={{ items, onOpen }}
        innerElementType="ul"
        style={{ overflowX: 'hidden' }}
      >
        {OwnedRow}
      </FixedSizeList>
    </>
  );
}
