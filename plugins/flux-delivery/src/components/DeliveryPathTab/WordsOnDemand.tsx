import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import type { PropsWithChildren } from 'react';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { Clauses } from './Clauses';
import { CopySummary } from './CopySummary';

const useStyles = makeStyles(
  theme => ({
    line: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      '& > :first-child': { flex: 1, minWidth: 0 },
      '& > :last-child': { flex: 'none' },
    },
    copy: {
      margin: theme.spacing(1.25, 0, 0.5, 2.75),
      [theme.breakpoints.down('xs')]: { marginLeft: 0 },
    },
  }),
  { name: 'FluxDeliveryWordsOnDemand' },
);

/** A headline of one line, and the path in words below it for who asks. */
export function WordsOnDemand({
  path,
  children,
}: PropsWithChildren<{ path: DeliveryPathDto }>) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className={classes.line}>
        {children}
        <PlainButton
          variant="outlined"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t('narrative.show')}
        </PlainButton>
      </div>
      {isOpen && (
        <>
          <Clauses narrative={path.narrative} />
          <div className={classes.copy}>
            <CopySummary path={path} />
          </div>
        </>
      )}
    </>
  );
}
