import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Belongings } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Disclosure } from '../Disclosure';
import { ObjectName } from './ObjectName';
import { useOwnershipStyles } from './useOwnershipStyles';

const FATES = ['pruned', 'prunedUnlessExcepted', 'kept'] as const;

/** What an applier owns, and exactly what of that it may delete. */
export function BelongingsView({ belongings }: { belongings: Belongings }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { prune, because, suspended, elsewhere, serviceAccount } = belongings;
  const { listed, total, counts, items } = belongings;
  const hidden = total - items.length;
  return (
    <>
      <p className={classes.line}>
        <strong>{t(prune ? 'ownership.pruneOn' : 'ownership.pruneOff')}</strong>
        : {because}.{suspended && ` ${t('ownership.suspended')}`}
        {elsewhere && ` ${t('ownership.elsewhere')}`}
      </p>
      <p className={classes.line}>
        {serviceAccount
          ? t('ownership.account', { name: serviceAccount })
          : t('ownership.controller')}
      </p>
      {!listed && <p className={classes.loud}>{t('ownership.unlisted')}</p>}
      <p className={classes.line}>
        {t('ownership.objects', { count: total })}
        {total > 0 &&
          `: ${FATES.filter(fate => counts[fate] > 0)
            .map(fate => `${counts[fate]} ${t(`ownership.fates.${fate}`)}`)
            .join(', ')}`}
      </p>
      {total > 0 && (
        <Disclosure label={t('ownership.show')}>
          <ul className={classes.plainList}>
            {items.map(({ ref, fate, because: why }) => (
              <li key={`${ref.group} ${ref.kind} ${ref.namespace} ${ref.name}`}>
                <ObjectName object={ref} />: {t(`ownership.fate.${fate}`)}
                {why && <span className={classes.quiet}> ({why})</span>}
              </li>
            ))}
          </ul>
          {hidden > 0 && <p>{t('ownership.more', { n: String(hidden) })}</p>}
        </Disclosure>
      )}
    </>
  );
}
