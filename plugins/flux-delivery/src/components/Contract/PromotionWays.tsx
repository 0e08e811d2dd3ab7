import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { EnvironmentPromotion } from 'backstage-plugin-flux-delivery-common';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Section } from '../Section';

const useStyles = makeStyles(
  theme => ({
    list: {
      margin: 0,
      paddingLeft: theme.spacing(2),
      overflowWrap: 'anywhere',
    },
    quiet: { color: quietInk(theme), fontSize: 13 },
  }),
  { name: 'FluxDeliveryPromotionWays' },
);

/** For each environment whether releases are promoted to it by version, or arrive by a channel; also without a contract. */
export function PromotionWays({
  promotions,
}: {
  promotions: readonly EnvironmentPromotion[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (promotions.length === 0) {
    return null;
  }
  return (
    <Section title={t('contract.promotions')}>
      <ul className={classes.list} aria-label={t('contract.promotions')}>
        {promotions.map(({ environment, way, summary, because, declared }) => (
          <li key={environment}>
            <strong>{environment}</strong> ({t(`contract.way.${way}`)}):{' '}
            {summary}
            <div className={classes.quiet}>
              {because.join('; ')}
              {declared &&
                ` · ${t('contract.declared', {
                  version: t(`contract.version.${declared}`),
                })}`}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
