import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { SuspensionsDto } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { RowTable } from '../Fleet/RowTable';
import { SuspensionRow } from './SuspensionRow';

const useStyles = makeStyles(
  theme => ({
    columns: {
      '& [role=row]': {
        gridTemplateColumns:
          'minmax(0, 3fr) minmax(0, 2fr) minmax(0, 1.3fr) minmax(0, 1.5fr) minmax(0, 2.5fr) minmax(0, 1.2fr) 52px',
        [theme.breakpoints.down('sm')]: {
          gridTemplateColumns:
            'minmax(0, 2.5fr) minmax(0, 1.5fr) minmax(0, 1.2fr) minmax(0, 1.2fr) minmax(0, 2fr) minmax(0, 1fr) 52px',
        },
      },
    },
  }),
  { name: 'FluxDeliverySuspensionRegister' },
);

const COLUMNS = [
  'object',
  'services',
  'since',
  'by',
  'why',
  'withholds',
  'resume',
] as const;

/** Who stopped what, since when, why, and what it holds back. */
export function SuspensionRegister({ register }: { register: SuspensionsDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { items, forgottenAfterDays, truncated } = register;
  return (
    <RowTable
      label={t('suspensions.title')}
      columns={COLUMNS.map(column => ({ title: t(`suspensions.${column}`) }))}
      className={classes.columns}
      foot={
        truncated && t('suspensions.truncated', { n: String(items.length) })
      }
    >
      {items.map(item => (
        <SuspensionRow
          key={Object.values(item.object).join('|')}
          suspension={item}
          forgottenAfterDays={forgottenAfterDays}
        />
      ))}
    </RowTable>
  );
}
