import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useClock } from '../../hooks/useClock';
import { fluxDeliveryTranslationRef } from '../../translation';
import { ContractSection } from '../Contract/ContractSection';
import { DeliveryPathTab } from '../DeliveryPathTab/DeliveryPathTab';
import { Disclosure } from '../Disclosure';
import { FindBox } from '../FindBox/FindBox';
import { HistoryView } from '../History/HistoryView';
import { OwnershipSection } from '../Ownership/OwnershipSection';
import { TimeTravel } from '../TimeTravel/TimeTravel';
import { SectionNav } from './SectionNav';
import { useSection } from './useSection';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      alignItems: 'center',
      justifyContent: 'space-between',
      marginBottom: theme.spacing(1.5),
    },
  }),
  { name: 'FluxDeliveryTab' },
);

/** All that there is to tell of the delivery of one entity: how it is, what happened, and how it stood. */
export function DeliveryTab({ entityRef }: { entityRef: string }) {
  const classes = useStyles();
  const { now } = useClock();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { section, at, show, goTo } = useSection(now);
  return (
    <>
      <div className={classes.bar}>
        <SectionNav section={section} onShow={show} />
        <FindBox entityRef={entityRef} />
      </div>
      {section === 'now' && (
        <>
          <DeliveryPathTab entityRef={entityRef} />
          <Disclosure label={t('contract.show')}>
            <ContractSection entityRef={entityRef} />
          </Disclosure>
        </>
      )}
      {section === 'history' && (
        <HistoryView entityRef={entityRef} onShowThen={goTo} />
      )}
      {section === 'ownership' && <OwnershipSection entityRef={entityRef} />}
      {section === 'then' && (
        <TimeTravel
          entityRef={entityRef}
          at={at}
          onGoTo={goTo}
          onNow={() => show('now')}
        />
      )}
    </>
  );
}
