import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  DeliveryFigures,
  FleetQuestionsDto,
} from 'backstage-plugin-flux-delivery-common';
import { formatDuration } from '../../model/formatDuration';
import { fluxDeliveryTranslationRef } from '../../translation';
import { RowTable } from '../Fleet/RowTable';
import { useFleetStyles } from '../Fleet/useFleetStyles';

const useStyles = makeStyles(
  {
    columns: {
      '& [role=row]': {
        gridTemplateColumns:
          'minmax(0, 2.6fr) repeat(3, minmax(0, 1fr)) minmax(0, 1.2fr) minmax(0, 2fr)',
      },
    },
    period: { fontWeight: 600 },
  },
  { name: 'FluxDeliveryFigures' },
);

const COLUMNS = [
  'figures',
  'succeeded',
  'failedOnes',
  'share',
  'mean',
  'lag',
] as const;

/** How deliveries went: the last day, beside the week before it. What is not known is said, never zero. */
export function FiguresTable({
  figures: { day, week },
}: {
  figures: NonNullable<FleetQuestionsDto['figures']>;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <RowTable
      label={t('questions.figures')}
      columns={COLUMNS.map(column => ({ title: t(`questions.${column}`) }))}
      className={classes.columns}
    >
      <FiguresRow name={t('questions.day')} figures={day} />
      <FiguresRow name={t('questions.week')} figures={week} />
    </RowTable>
  );
}

function FiguresRow({
  name,
  figures,
}: {
  name: string;
  figures: DeliveryFigures;
}) {
  const classes = useStyles();
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { succeeded, failed, meanSeconds, meanLagSeconds, complete } = figures;
  const ended = succeeded + failed;
  const duration = (seconds: number | undefined) =>
    seconds === undefined
      ? t('questions.notKnown')
      : formatDuration(seconds, t);
  const cells: [(typeof COLUMNS)[number], string][] = [
    ['succeeded', String(succeeded)],
    ['failedOnes', String(failed)],
    [
      'share',
      ended > 0
        ? `${Math.floor((100 * succeeded) / ended)} %`
        : t('questions.notKnown'),
    ],
    ['mean', duration(meanSeconds)],
    ['lag', duration(meanLagSeconds)],
  ];
  return (
    <div role="row" className={styles.row}>
      <div role="rowheader" className={styles.cell}>
        <span className={classes.period}>{name}</span>{' '}
        {!complete && (
          <span className={styles.quiet}>{t('questions.incomplete')}</span>
        )}
      </div>
      {cells.map(([column, value]) => (
        <div key={column} role="cell" className={styles.cell}>
          <span className={styles.label}>{t(`questions.${column}`)}</span>
          {value}
        </div>
      ))}
    </div>
  );
}
