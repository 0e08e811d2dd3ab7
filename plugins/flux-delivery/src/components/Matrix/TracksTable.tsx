import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ArtifactVersionDto,
  EnvironmentTracksDto,
  TrackedTargetsDto,
} from 'backstage-plugin-flux-delivery-common';
import { shortDigest, shortImage } from '../../model/formatRevision';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Translate } from '../../translation';
import { CopyButton } from '../CopyButton';
import { useMatrixStyles } from './useMatrixStyles';

const useStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('xs');
    const line = `1px solid ${theme.palette.divider}`;
    return {
      table: { fontSize: 13, lineHeight: 1.4, borderTop: line },
      row: {
        display: 'grid',
        gridTemplateColumns: '180px minmax(0, 2fr) minmax(0, 3fr)',
        borderTop: line,
        alignItems: 'baseline',
        '$head &': { borderTop: 0 },
        [narrow]: {
          gridTemplateColumns: 'minmax(0, 1fr)',
          padding: theme.spacing(1, 0),
        },
      },
      head: {
        backgroundColor: theme.palette.action.hover,
        [narrow]: { display: 'none' },
      },
      cell: {
        minWidth: 0,
        padding: theme.spacing(0.75, 1),
        overflowWrap: 'anywhere',
        '&:first-child': { paddingLeft: theme.spacing(2) },
        [narrow]: { padding: theme.spacing(0.25, 2) },
      },
      label: {
        display: 'none',
        fontSize: 12,
        color: quietInk(theme),
        [narrow]: { display: 'block' },
      },
      group: { '& + &': { marginTop: theme.spacing(0.5) } },
    };
  },
  { name: 'FluxDeliveryTracks' },
);

type Behind = EnvironmentTracksDto['behind'];

/** For each environment, the artifact that Flux applied and the images that it declares, side by side. */
export function TracksTable({
  tracks,
}: {
  tracks: readonly EnvironmentTracksDto[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { column, environment: name } = useMatrixStyles();
  return (
    <div role="table" aria-label={t('tracks.title')} className={classes.table}>
      <div role="rowgroup" className={classes.head}>
        <div role="row" className={classes.row} title={t('tracks.explained')}>
          {(['environment', 'artifact', 'image'] as const).map(each => (
            <div key={each} role="columnheader" className={column}>
              {t(`tracks.${each}`)}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup">
        {tracks.map(({ environment, groups, behind }) => (
          <div key={environment} role="row" className={classes.row}>
            <div role="rowheader" className={classes.cell}>
              <span className={name}>{environment}</span>
            </div>
            <div role="cell" className={classes.cell}>
              <span className={classes.label} aria-hidden="true">
                {t('tracks.artifact')}
              </span>
              {groups.map(group => (
                <Artifact
                  key={keyOf(group)}
                  group={group}
                  isNamed={groups.length > 1}
                />
              ))}
              <Distance track="artifacts" behind={behind} />
            </div>
            <div role="cell" className={classes.cell}>
              <span className={classes.label} aria-hidden="true">
                {t('tracks.image')}
              </span>
              {groups.map(group => (
                <Images
                  key={keyOf(group)}
                  group={group}
                  isNamed={groups.length > 1}
                />
              ))}
              <Distance track="images" behind={behind} />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

interface GroupProps {
  group: TrackedTargetsDto;
  /** Where targets differ, each is named. */
  isNamed: boolean;
}

function Artifact({ group, isNamed }: GroupProps) {
  const classes = useStyles();
  const { quiet, title, id } = useMatrixStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { artifact, waiting } = group;
  const short = artifact && shortOf(artifact);
  const whole = artifact && wholeOf(artifact);
  return (
    <div className={classes.group}>
      {isNamed && <span className={quiet}>{clustersOf(group)}: </span>}
      {artifact ? (
        <>
          <span className={title}>{artifact.title}</span>{' '}
          {short && (
            <span className={id} title={whole}>
              {short}
            </span>
          )}
          {whole && <CopyButton text={whole} what={artifact.title} />}
        </>
      ) : (
        <span className={quiet}>{t('tracks.noArtifact')}</span>
      )}
      {waiting && <div>{t('tracks.waiting', { what: waiting })}</div>}
    </div>
  );
}

function Images({ group, isNamed }: GroupProps) {
  const classes = useStyles();
  const { quiet } = useMatrixStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { images } = group;
  return (
    <div className={classes.group}>
      {isNamed && <span className={quiet}>{clustersOf(group)}: </span>}
      {images.length === 0 && (
        <span className={quiet}>{t('tracks.noImages')}</span>
      )}
      {images.map(({ workload, container, declared, running }) => (
        <div key={`${workload} ${container}`} title={declared}>
          {images.length > 1 && (
            <span className={quiet}>{`${workload} ${container}: `}</span>
          )}
          {shortImage(declared)}
          <CopyButton text={declared} what={shortImage(declared)} />{' '}
          <span className={quiet} title={running}>
            {running
              ? t('tracks.runs', { digest: shortDigest(running) })
              : t('tracks.notSeen')}
          </span>
        </div>
      ))}
    </div>
  );
}

/** How far the track is behind the environment before; nothing in the first one. */
function Distance({
  track,
  behind,
}: {
  track: 'artifacts' | 'images';
  behind: Behind;
}) {
  const { quiet } = useMatrixStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return behind ? (
    <div className={quiet}>{distanceText(track, behind, t)}</div>
  ) : null;
}

function distanceText(
  track: 'artifacts' | 'images',
  behind: NonNullable<Behind>,
  t: Translate,
): string {
  const { environment, [track]: count } = behind;
  if (count === null) {
    return t(`tracks.${track}Unknown`, { environment });
  }
  return count === 0
    ? t(`tracks.${track}Level`, { environment })
    : t(`tracks.${track}Behind`, { count, environment });
}

function keyOf({ targets }: TrackedTargetsDto): string {
  return targets.map(({ targetId }) => targetId).join();
}

function clustersOf({ targets }: TrackedTargetsDto): string {
  return [...new Set(targets.map(({ cluster }) => cluster))].join(', ');
}

function wholeOf({ identifiers }: ArtifactVersionDto): string | undefined {
  const { digest, commit, tag, chartVersion } = identifiers;
  return digest ?? commit ?? chartVersion ?? tag;
}

/** The short hash beside the title, where the title does not say it already. */
function shortOf({
  title,
  identifiers: { digest, commit },
}: ArtifactVersionDto): string | undefined {
  const short = (digest?.split(':').pop() ?? commit)?.slice(0, 7);
  return short && !title.includes(short) ? short : undefined;
}
