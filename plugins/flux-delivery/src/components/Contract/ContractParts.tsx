import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Contracted,
  ContractDto,
} from 'backstage-plugin-flux-delivery-common';
import type { ReactNode } from 'react';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { ExternalLink } from '../ExternalLink';
import { Owner } from '../Owner';
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
  { name: 'FluxDeliveryContractParts' },
);

/** What the contract says, section by section, each with the line or annotation that says it. */
export function ContractParts({ contract }: { contract: ContractDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { identifiers, environments, interfaces, alerts, runbook } = contract;
  const { names = [], images = [] } = identifiers?.value ?? {};
  return (
    <>
      <People contract={contract} />
      {identifiers && (
        <Part title={t('contract.releases')} said={identifiers.said}>
          {[...names, ...images].map(name => (
            <li key={name}>{name}</li>
          ))}
        </Part>
      )}
      {environments && (
        <Part title={t('contract.environments')} said={environments.said}>
          {environments.value.map((each, index) => (
            <li key={`${each.name} ${index}`}>
              <strong>{each.name}</strong>
              {each.version && ` (${t(`contract.version.${each.version}`)})`}
              {each.overlay && (
                <div>{t('contract.overlay', { path: each.overlay })}</div>
              )}
              {each.stable && each.stable.length > 0 && (
                <div>
                  {t('contract.stable', { what: each.stable.join('; ') })}
                </div>
              )}
              {each.approvals?.map(({ by, what }) => (
                <div key={`${by} ${what}`}>
                  {t('contract.approval')} <Owner owner={by} />
                  {what && `: ${what}`}
                </div>
              ))}
            </li>
          ))}
        </Part>
      )}
      <Given contract={contract} />
      {interfaces && (
        <Part title={t('contract.interfaces')} said={interfaces.said}>
          {interfaces.value.map(({ name, owner, doc, note }) => (
            <li key={name}>
              <ExternalLink title={name} url={doc} />,{' '}
              {t('contract.interfaceOwner')} <Owner owner={owner} />
              {note && <div className={classes.quiet}>{note}</div>}
            </li>
          ))}
        </Part>
      )}
      {(runbook || alerts.length > 0) && (
        <Part title={t('contract.links')}>
          {runbook && (
            <li>
              <ExternalLink title={t('contract.runbook')} url={runbook.url} />
            </li>
          )}
          {alerts.map(({ title, url }) => (
            <li key={url}>
              <ExternalLink title={title} url={url} />
            </li>
          ))}
        </Part>
      )}
    </>
  );
}

function People({ contract }: { contract: ContractDto }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { segmentOwners, firstResponse, rollback, fix } = contract;
  const people: [string, Contracted][] = [
    ...segmentOwners.map((named): [string, Contracted] => [
      t('contract.owns', { segment: t(`segment.${named.segment}`) }),
      named,
    ]),
    ...firstResponse.map((named): [string, Contracted] => [
      t('contract.first', {
        what:
          named.class ?? (named.segment ? t(`segment.${named.segment}`) : ''),
      }),
      named,
    ]),
    ...(rollback ? [[t('contract.rollback'), rollback] as const] : []),
    ...(fix ? [[t('contract.fix'), fix] as const] : []),
  ].map(([what, named]) => [what, named]);
  const classes = useStyles();
  return people.length > 0 ? (
    <Part title={t('contract.who')}>
      {people.map(([what, { owner, said }]) => (
        <li key={`${what} ${said}`}>
          <Owner owner={owner} /> {what}
          <div className={classes.quiet}>{said}</div>
        </li>
      ))}
    </Part>
  ) : null;
}

/** What each side may change without the other. */
function Given({ contract }: { contract: ContractDto }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { appTeamMayChange: app, platformMayRefactor: platform } = contract;
  return (
    <>
      {app && (
        <Part title={t('contract.appTeam')} said={app.said}>
          {app.value.map(each => (
            <GivenItem
              key={JSON.stringify(each)}
              names={[...(each.keys ?? []), ...(each.paths ?? [])]}
              environments={each.environments}
              note={each.note}
            />
          ))}
        </Part>
      )}
      {platform && (
        <Part title={t('contract.platform')} said={platform.said}>
          {platform.value.map(each => (
            <GivenItem
              key={JSON.stringify(each)}
              names={[...(each.paths ?? []), ...(each.objects ?? [])]}
              note={each.note}
            />
          ))}
        </Part>
      )}
    </>
  );
}

function GivenItem({
  names,
  environments,
  note,
}: {
  names: string[];
  environments?: string[];
  note?: string;
}) {
  const classes = useStyles();
  return (
    <li>
      <code>{names.join(', ')}</code>
      {environments && ` (${environments.join(', ')})`}
      {note && <div className={classes.quiet}>{note}</div>}
    </li>
  );
}

function Part({
  title,
  said,
  children,
}: {
  title: string;
  said?: string;
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <Section title={title}>
      <ul className={classes.list} aria-label={title}>
        {children}
      </ul>
      {said && <div className={classes.quiet}>{said}</div>}
    </Section>
  );
}
