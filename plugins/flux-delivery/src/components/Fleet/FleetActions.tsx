import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCopy } from '../../hooks/useCopy';
import { FLEET_SECTIONS } from '../../model/fleetUrl';
import type { FleetView } from '../../model/fleetUrl';
import { ownershipLinkRouteRef } from '../../routes';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { VisuallyHidden } from '../VisuallyHidden';
import { Pill } from './Pill';
import { ViewsMenu } from './ViewsMenu';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      alignItems: 'center',
      marginBottom: theme.spacing(1.5),
    },
    section: {
      padding: theme.spacing(0.5, 0),
      color: quietInk(theme),
      fontWeight: 500,
      borderBottom: '2px solid transparent',
      '&:hover': { textDecoration: 'none', borderColor: theme.palette.divider },
      '&[aria-current]': {
        color: theme.palette.text.primary,
        borderColor: theme.palette.text.primary,
      },
    },
    sections: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      flex: '1 1 auto',
    },
    actions: { display: 'flex', gap: theme.spacing(0.75) },
  }),
  { name: 'FluxDeliveryFleetActions' },
);

/** What of the services is shown, and how to keep or send what is shown. */
export function FleetActions({
  view,
  searchOf,
}: {
  view: FleetView;
  searchOf: (view: FleetView) => string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { result, copyText } = useCopy();
  const ownershipLink = useRouteRef(ownershipLinkRouteRef);
  return (
    <div className={classes.bar}>
      <nav aria-label={t('fleet.sections.label')} className={classes.sections}>
        {FLEET_SECTIONS.map(section => (
          <Link
            key={section}
            to={searchOf({ ...view, section })}
            underline="none"
            className={classes.section}
            aria-current={section === view.section ? 'page' : undefined}
          >
            {t(`fleet.sections.${section}`)}
          </Link>
        ))}
        {ownershipLink && (
          <Link
            to={ownershipLink()}
            underline="none"
            className={classes.section}
          >
            {t('ownership.title')}
          </Link>
        )}
      </nav>
      <div className={classes.actions}>
        <ViewsMenu search={searchOf(view)} />
        <Pill isOn={false} onClick={() => copyText(window.location.href)}>
          {result ? t(`copy.${result}`) : t('fleet.views.copy')}
        </Pill>
        <VisuallyHidden role="status">
          {result ? t(`copy.${result}`) : ''}
        </VisuallyHidden>
      </div>
    </div>
  );
}
