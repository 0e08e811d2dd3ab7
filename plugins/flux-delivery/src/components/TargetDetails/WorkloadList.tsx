import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { keyOf } from 'backstage-plugin-flux-delivery-common';
import type {
  ImageDto,
  ObjectRef,
  WorkloadDto,
} from 'backstage-plugin-flux-delivery-common';
import { shortDigest, shortImage } from '../../model/formatRevision';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CopyButton } from '../CopyButton';
import { Glyph } from '../Glyph';
import { Ago } from '../Ticking';
import { ObjectName } from './ObjectLinks';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: { padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
    images: {
      margin: theme.spacing(0.25, 0, 0, 2.5),
      padding: 0,
      listStyle: 'none',
      fontSize: 13,
    },
    mono: {
      fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
      fontSize: 12,
    },
    because: { marginLeft: theme.spacing(2.5) },
    quiet: { color: quietInk(theme), fontSize: 12 },
  }),
  { name: 'FluxDeliveryWorkloads' },
);

/** Workloads with what was asked for and what really runs. */
export function WorkloadList({
  workloads,
  onOpen,
}: {
  workloads: WorkloadDto[];
  onOpen: (ref: ObjectRef) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <ul className={classes.list}>
      {workloads.map(workload => (
        <li key={keyOf(workload.ref)} className={classes.item}>
          <Glyph appearance={verdictAppearance(workload.verdict)} />{' '}
          <ObjectName link={{ ...workload, because: '' }} onOpen={onOpen} />{' '}
          <strong>{workload.headline}</strong>{' '}
          <span className={classes.quiet}>
            ({t(`verdict.${workload.verdict}`)})
          </span>
          <div className={`${classes.quiet} ${classes.because}`}>
            {workload.because}
          </div>
          <ul className={classes.images}>
            {workload.images.map(image => (
              <Image
                key={image.container}
                image={image}
                podsAsOf={workload.podsAsOf}
              />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Image({ image, podsAsOf }: { image: ImageDto; podsAsOf?: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { container, declared, running } = image;
  return (
    <li>
      <span className={classes.quiet}>
        {container} · {t('details.declared')}{' '}
      </span>
      <span className={classes.mono} title={declared}>
        {shortImage(declared)}
      </span>
      <CopyButton
        text={declared}
        what={`${container} ${t('details.declared')}`}
      />
      <span className={classes.quiet}>{t('details.running')} </span>
      {running.length === 0 && (
        <span className={classes.quiet}>{t('details.runningNothing')}</span>
      )}
      {running.map(({ digest, pods }) => (
        <span key={digest}>
          <span className={classes.mono} title={digest}>
            {shortDigest(digest)}
          </span>{' '}
          <span className={classes.quiet}>
            {t('details.pods', { count: pods })}
          </span>
          <CopyButton
            text={digest}
            what={`${container} ${t('drawer.digest')}`}
          />
        </span>
      ))}
      {podsAsOf && (
        <span className={classes.quiet} title={podsAsOf}>
          <Ago at={podsAsOf} />
        </span>
      )}
    </li>
  );
}
