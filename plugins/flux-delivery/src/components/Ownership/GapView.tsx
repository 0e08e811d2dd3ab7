import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  OwnershipFix,
  OwnershipGap,
} from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CodeBlock } from '../CodeBlock';
import { Disclosure } from '../Disclosure';
import { ObjectName } from './ObjectName';
import { useOwnershipStyles } from './useOwnershipStyles';

/** What is wrong with who owns an object, and the words that mend it. */
export function GapView({
  gap,
  withCluster = false,
}: {
  gap: OwnershipGap;
  withCluster?: boolean;
}) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [smallest, ...others] = gap.fixes;
  return (
    <article>
      <p className={classes.line}>
        <span className={classes.tag}>
          {t(`ownership.lists.${gap.gap}`)}: {t(`ownership.gap.${gap.reason}`)}
        </span>{' '}
        <ObjectName object={gap.object} withCluster={withCluster} />
      </p>
      <p className={classes.line}>{gap.summary}</p>
      {gap.claimants.length > 0 && (
        <ul className={classes.plainList}>
          {gap.claimants.map(({ kind, name, by }, at) => (
            <li key={`${kind} ${name ?? at}`}>
              <strong>{name ?? t('ownership.gap.hidden')}</strong>
              {by && ` ${by}`}
            </li>
          ))}
        </ul>
      )}
      {smallest && <Fix fix={smallest} label={`${t('ownership.gap.fix')}: `} />}
      {others.length > 0 && (
        <Disclosure label={t('ownership.gap.others')}>
          {others.map(fix => (
            <Fix key={fix.title} fix={fix} />
          ))}
        </Disclosure>
      )}
    </article>
  );
}

function Fix({ fix, label = '' }: { fix: OwnershipFix; label?: string }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <>
      <p className={classes.line}>
        {label}
        {fix.title}.{' '}
        <span className={classes.quiet}>
          {t('ownership.gap.where', { where: fix.where })}
        </span>
      </p>
      <CodeBlock text={fix.text} what={fix.title} />
    </>
  );
}
