import Dialog from '@material-ui/core/Dialog';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import CloseIcon from '@material-ui/icons/Close';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  compareDeliveries,
  compareUrlOf,
} from 'backstage-plugin-flux-delivery-common';
import type {
  ComparableDelivery,
  DeliveryDto,
} from 'backstage-plugin-flux-delivery-common';
import { deliveryPlace, deliveryTitle } from '../../model/deliveryText';
import { formatExact } from '../../model/formatAge';
import { formatDuration } from '../../model/formatDuration';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { ExternalLink } from '../ExternalLink';
import { Section } from '../Section';
import { ComparedTable } from './ComparedTable';

const TITLE_ID = 'flux-delivery-compare-title';

const useStyles = makeStyles(
  theme => ({
    body: {
      padding: theme.spacing(2, 2.5, 2.5),
      fontSize: 14,
      overflowY: 'auto',
    },
    head: { display: 'flex', alignItems: 'flex-start' },
    title: { flex: 1, margin: 0, fontSize: 18, fontWeight: 600 },
    said: { margin: theme.spacing(1, 0, 0) },
    sides: {
      display: 'grid',
      gridTemplateColumns: 'auto minmax(0, 1fr)',
      gap: theme.spacing(0.25, 1),
      margin: theme.spacing(1, 0, 0),
      overflowWrap: 'anywhere',
      '& dt': { color: quietInk(theme) },
      '& dd': { margin: 0 },
    },
  }),
  { name: 'FluxDeliveryCompare' },
);

/** What differs between two deliveries: names, images, and where the Git host shows the commits between them. */
export function CompareDialog({
  pair: [a, b],
  onClose,
}: {
  pair: [ComparableDelivery, DeliveryDto];
  onClose: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const isNarrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const compared = compareDeliveries<ComparableDelivery>(a, b);
  const { from, to } = compared;
  // A side without any image was read later from what Flux still knew: what it ran is not told.
  const areTold = from.images.length > 0 && to.images.length > 0;
  const url =
    from.revisions.repository === to.revisions.repository
      ? compareUrlOf(b.compareUrl, from.revisions.commit, to.revisions.commit)
      : undefined;
  const heads = [from, to].map(
    each =>
      `${deliveryTitle(each)}, ${placeOf(each, b)}, ${formatExact(
        each.startedAt,
        t,
      )}`,
  ) as [string, string];
  return (
    <Dialog
      open
      fullWidth
      fullScreen={isNarrow}
      maxWidth="md"
      onClose={onClose}
      aria-labelledby={TITLE_ID}
    >
      <div className={classes.body}>
        <div className={classes.head}>
          <h2 id={TITLE_ID} className={classes.title}>
            {t('compare.title')}
          </h2>
          <IconButton
            size="small"
            aria-label={t('drawer.close')}
            onClick={onClose}
          >
            <CloseIcon />
          </IconButton>
        </div>
        <p className={classes.said}>
          {t('compare.apart', {
            duration: formatDuration(compared.secondsBetween, t),
          })}
          {'. '}
          {compared.sameContent === true && `${t('compare.sameContent')} `}
          {compared.sameContent === null && `${t('compare.otherTarget')} `}
          {compared.configOnly && t('compare.configOnly')}
        </p>
        <dl className={classes.sides}>
          <dt>{t('compare.from')}</dt>
          <dd>{heads[0]}</dd>
          <dt>{t('compare.to')}</dt>
          <dd>{heads[1]}</dd>
        </dl>
        <Section title={t('compare.name')}>
          <ComparedTable
            label={t('compare.name')}
            rows={compared.revisions.map(({ name, same, ...sides }) => ({
              name: t(`history.name.${name}`),
              from: sides.from,
              to: sides.to,
              change: t(same ? 'compare.same' : 'compare.differs'),
              differs: !same,
            }))}
          />
        </Section>
        <Section title={t('history.imagesTitle')}>
          <ComparedTable
            label={t('history.imagesTitle')}
            rows={compared.images.map(image => ({
              name: `${image.workload} ${image.container}`,
              from: [image.from, image.runningFrom].filter(Boolean).join(' '),
              to: [image.to, image.runningTo].filter(Boolean).join(' '),
              change: areTold
                ? t(`compare.${image.change}`)
                : t('compare.notKnown'),
              differs: areTold && image.change !== 'same',
            }))}
          />
        </Section>
        <p className={classes.said}>
          {url ? (
            <ExternalLink title={t('compare.git')} url={url} />
          ) : (
            t('compare.noGit')
          )}
        </p>
      </div>
    </Dialog>
  );
}

/** The row before a delivery is of its own target, and does not tell it again. */
function placeOf(each: ComparableDelivery, other: DeliveryDto): string {
  return deliveryPlace('environment' in each ? (each as DeliveryDto) : other);
}
