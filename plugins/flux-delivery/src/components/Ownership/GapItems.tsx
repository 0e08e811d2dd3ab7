import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { OwnershipGapsDto } from 'backstage-plugin-flux-delivery-common';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';
import { PlainButton } from '../PlainButton';
import { Ago } from '../Ticking';
import { GapView } from './GapView';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: { padding: theme.spacing(1.5, 2), marginBottom: theme.spacing(1.5) },
    quiet: { color: quietInk(theme), fontSize: 12 },
    loud: { color: toneColors(theme, 'held').ink, fontWeight: 600 },
  }),
  { name: 'FluxDeliveryGaps' },
);

/** The gaps of an answer, and how much of everything they are. */
export function GapItems({
  gaps,
  isFiltered,
  onMore,
}: {
  gaps: OwnershipGapsDto;
  isFiltered: boolean;
  onMore: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { items, total, complete, clusters, surveyedAt, nextCursor } = gaps;
  return (
    <>
      {!complete && items.length > 0 && (
        <p className={classes.loud}>
          {t('ownership.lists.incomplete')}
          <NotInSync names={clusters.map(({ name }) => name)} />
        </p>
      )}
      {items.length === 0 && <NoGaps gaps={gaps} isFiltered={isFiltered} />}
      <ul className={classes.list}>
        {items.map(gap => (
          <li key={gap.id}>
            <Paper variant="outlined" className={classes.item}>
              <GapView gap={gap} withCluster />
            </Paper>
          </li>
        ))}
      </ul>
      <p className={classes.quiet} role="status">
        {t('ownership.lists.shown', {
          shown: String(items.length),
          total: String(total),
        })}{' '}
        · {t('ownership.lists.asOf')} <Ago at={surveyedAt} />
      </p>
      {nextCursor && (
        <PlainButton variant="outlined" onClick={onMore}>
          {t('ownership.lists.more')}
        </PlainButton>
      )}
    </>
  );
}

function NoGaps({
  gaps: { complete, clusters },
  isFiltered,
}: {
  gaps: OwnershipGapsDto;
  isFiltered: boolean;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (!complete) {
    return (
      <MessagePanel
        verdict="unknown"
        title={t('ownership.lists.noneIncomplete')}
      >
        <NotInSync names={clusters.map(({ name }) => name)} />
      </MessagePanel>
    );
  }
  return (
    <MessagePanel
      verdict="notObserved"
      title={t(
        isFiltered ? 'ownership.lists.noneFiltered' : 'ownership.lists.none',
      )}
    />
  );
}

function NotInSync({ names }: { names: readonly string[] }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return names.length > 0 ? (
    <> {t('ownership.lists.notInSync', { clusters: names.join(', ') })}.</>
  ) : null;
}
