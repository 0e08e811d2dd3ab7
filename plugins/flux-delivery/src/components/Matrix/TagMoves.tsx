import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { TagMove } from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useOnDemand } from '../../hooks/useOnDemand';
import { actorText } from '../../model/deliveryText';
import { shortDigest, shortImage } from '../../model/formatRevision';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { Ago } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(0.5, 2, 1),
      borderTop: `1px solid ${theme.palette.divider}`,
      fontSize: 13,
    },
    list: {
      margin: 0,
      padding: theme.spacing(0.5, 0, 0, 2),
      overflowWrap: 'anywhere',
    },
    quiet: { color: quietInk(theme) },
  }),
  { name: 'FluxDeliveryTagMoves' },
);

/** Every move of a tag under which something is delivered: what most services never have, and is asked for when wanted. */
export function TagMoves({
  entityRef,
  onOpen,
}: {
  entityRef: string;
  /** Opens a delivery by its id. */
  onOpen: (id: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getTags(entityRef, { signal }),
    [api, entityRef],
  );
  const { state, request } = useOnDemand(load, { keepsFresh: true });
  return (
    <div className={classes.root}>
      {state.type !== 'ready' && (
        <PlainButton
          variant="outlined"
          disabled={state.type === 'loading'}
          onClick={request}
        >
          {t('tags.show')}
        </PlainButton>
      )}
      <div role="status" className={classes.quiet}>
        {state.type === 'loading' && t('tags.loading')}
        {state.type === 'error' &&
          t('tags.failed', { error: state.error.message })}
        {state.type === 'ready' &&
          (state.value.moves.length === 0
            ? t('tags.none')
            : t('tags.moves', { count: state.value.moves.length }))}
        {state.type === 'ready' &&
          !state.value.complete &&
          ` ${t('tags.incomplete')}`}
      </div>
      {state.type === 'ready' && state.value.moves.length > 0 && (
        <ul aria-label={t('tags.title')} className={classes.list}>
          {state.value.moves.map(move => (
            <Move
              key={[move.at, move.environment, move.targetId, move.tag].join()}
              move={move}
              onOpen={onOpen}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Move({
  move,
  onOpen,
}: {
  move: TagMove;
  onOpen: (id: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { tag, repository, environment, cluster, from, to, deliveryId } = move;
  return (
    <li>
      <strong>{repository ? shortImage(`${repository}:${tag}`) : tag}</strong>:{' '}
      <span title={from}>
        {from ? shortDigest(from) : t('tags.fromUnknown')}
      </span>{' '}
      → <span title={to}>{shortDigest(to)}</span>
      {', '}
      {[environment, cluster].filter(Boolean).join(' · ')}, <Ago at={move.at} />
      , {actorText(move, t)}
      {!move.seen && (
        <span className={classes.quiet}> · {t('tags.notSeen')}</span>
      )}{' '}
      {deliveryId && (
        <PlainButton
          aria-label={t('tags.openName', { tag, environment })}
          onClick={() => onOpen(deliveryId)}
        >
          {t('history.detailsShort')}
        </PlainButton>
      )}
    </li>
  );
}
