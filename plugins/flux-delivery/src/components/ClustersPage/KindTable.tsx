import { makeStyles, useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  KindStatusDto,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';
import { Fragment } from 'react';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { Ago } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    short: { whiteSpace: 'nowrap' },
    above: { '& td': { borderBottom: 'none !important' } },
    quiet: { color: quietInk(theme), fontSize: 12 },
    table: {
      width: '100%',
      marginTop: theme.spacing(1),
      borderCollapse: 'collapse',
      fontSize: 13,
      fontVariantNumeric: 'tabular-nums',
      '& th': {
        textAlign: 'left',
        fontSize: 12,
        color: quietInk(theme),
        whiteSpace: 'nowrap',
      },
      '& th, & td': {
        padding: theme.spacing(0.5, 1.5, 0.5, 0),
        verticalAlign: 'top',
        borderBottom: `1px solid ${theme.palette.divider}`,
        overflowWrap: 'break-word',
      },
    },
  }),
  { name: 'FluxDeliveryKindTable' },
);

/** A kind that is absent is a fact, not a fault; one that is forbidden is not known. */
export const KIND_VERDICT: Record<KindStatusDto['state'], Verdict> = {
  synced: 'ok',
  notSynced: 'inProgress',
  forbidden: 'unknown',
  absent: 'notObserved',
  unreachable: 'unknown',
  needsUserSession: 'unknown',
};

/** Kinds of a cluster, and what to do about them: beside them, or below each where there is no room. */
export function KindTable({ kinds }: { kinds: KindStatusDto[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const isNarrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  if (kinds.length === 0) {
    return null;
  }
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('clusters.kind')}</th>
          <th scope="col">{t('clusters.kindState')}</th>
          <th scope="col">{t('clusters.objects')}</th>
          {!isNarrow && <th scope="col">{t('clusters.asOf')}</th>}
          {!isNarrow && <th scope="col">{t('clusters.advice')}</th>}
        </tr>
      </thead>
      <tbody>
        {kinds.map(kind => (
          <Fragment key={`${kind.group}/${kind.kind}`}>
            <tr className={isNarrow && hasWords(kind) ? classes.above : ''}>
              <td title={kind.group}>
                <KindName kind={kind.kind} />
                {isShared(kind, kinds) && (
                  <div className={classes.quiet}>{kind.group || 'core'}</div>
                )}
              </td>
              <td className={classes.short}>
                <Glyph
                  appearance={verdictAppearance(KIND_VERDICT[kind.state])}
                />{' '}
                {t(`clusters.kindStates.${kind.state}`)}
                {isNarrow && kind.asOf && (
                  <div className={classes.quiet}>
                    <Ago at={kind.asOf} />
                  </div>
                )}
              </td>
              <td>{kind.objects}</td>
              {!isNarrow && (
                <>
                  <td className={classes.short}>
                    {kind.asOf && <Ago at={kind.asOf} />}
                  </td>
                  <td>
                    <KindWords kind={kind} />
                  </td>
                </>
              )}
            </tr>
            {isNarrow && hasWords(kind) && (
              <tr>
                <td colSpan={3}>
                  <KindWords kind={kind} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** Two groups may have a kind of one name, as Service. */
function isShared(
  { kind, group }: KindStatusDto,
  kinds: readonly KindStatusDto[],
): boolean {
  return kinds.some(other => other.kind === kind && other.group !== group);
}

function hasWords({ lastError, advice }: KindStatusDto): boolean {
  return Boolean(lastError || advice);
}

function KindWords({ kind: { lastError, advice } }: { kind: KindStatusDto }) {
  return (
    <>{[lastError, advice].map(text => text && <div key={text}>{text}</div>)}</>
  );
}

/** `ImageUpdateAutomation` may be broken between its words. */
function KindName({ kind }: { kind: string }) {
  return (
    <>
      {kind.split(/(?<=[a-z])(?=[A-Z])/).map((word, index) => (
        <Fragment key={word}>
          {index > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </>
  );
}
