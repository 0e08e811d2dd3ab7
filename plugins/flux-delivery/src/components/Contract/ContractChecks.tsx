import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ContractCheck,
  ContractFinding,
} from 'backstage-plugin-flux-delivery-common';
import { readableTimes } from '../../model/readableTimes';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { Ago, TickingText } from '../Ticking';

const APPEARANCE = {
  ok: verdictAppearance('ok'),
  violated: verdictAppearance('diverged'),
  cannotBeChecked: verdictAppearance('unknown'),
};

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    check: {
      display: 'flex',
      gap: theme.spacing(0.75),
      marginTop: theme.spacing(0.75),
      overflowWrap: 'anywhere',
    },
    body: { minWidth: 0 },
    findings: { margin: 0, paddingLeft: theme.spacing(2) },
    quiet: { color: quietInk(theme), fontSize: 13 },
  }),
  { name: 'FluxDeliveryContractChecks' },
);

/** Each check with its result in words and why; what cannot be checked never looks like what is fine. */
export function ContractChecks({ checks }: { checks: ContractCheck[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <ul className={classes.list} aria-label={t('contract.checks')}>
      {checks.map(({ name, result, summary, findings, notKnown }) => (
        <li key={name} className={classes.check}>
          <Glyph appearance={APPEARANCE[result]} />
          <div className={classes.body}>
            <strong>{t(`contract.check.${name}`)}</strong>:{' '}
            {t(`contract.result.${result}`)}
            {findings.length > 0 ? (
              <ul className={classes.findings}>
                {findings.map(finding => (
                  <Finding
                    key={`${finding.summary} ${finding.said}`}
                    finding={finding}
                  />
                ))}
              </ul>
            ) : (
              <div className={classes.quiet}>
                <TickingText read={now => readableTimes(summary, now)} />
              </div>
            )}
            {notKnown
              .filter(what => what !== summary)
              .map(what => (
                <div key={what} className={classes.quiet}>
                  <TickingText
                    read={(now, translate) =>
                      translate('contract.notKnown', {
                        what: readableTimes(what, now),
                      })
                    }
                  />
                </div>
              ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Finding({ finding }: { finding: ContractFinding }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { summary, since, said } = finding;
  return (
    <li>
      <TickingText read={now => readableTimes(summary, now)} />
      {(since || said) && (
        <div className={classes.quiet}>
          {said}
          {said && since && ' · '}
          {since && (
            <>
              {t('contract.since')} <Ago at={since} />
            </>
          )}
        </div>
      )}
    </li>
  );
}
