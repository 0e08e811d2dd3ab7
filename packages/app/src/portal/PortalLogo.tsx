import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    width: sidebarConfig.drawerWidthClosed,
    height: 2 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
  },
  link: {
    marginLeft: 20,
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    color: '#fff',
    fontSize: 18,
    fontWeight: 600,
    whiteSpace: 'nowrap',
  },
});

export const PortalLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link
        to="/"
        underline="none"
        className={classes.link}
        aria-label="flux-delivery, home"
      >
        <svg width="32" height="32" viewBox="0 0 64 64" aria-hidden="true">
          <path
            d="M10 32h10m8 0h8m8 0h10"
            stroke="#7df3e1"
            strokeWidth="4"
            strokeLinecap="round"
          />
          <circle cx="14" cy="32" r="7" fill="#7df3e1" />
          <circle cx="32" cy="32" r="7" fill="#7df3e1" />
          <circle cx="50" cy="32" r="7" fill="#326ce5" />
        </svg>
        {isOpen && <span>flux-delivery</span>}
      </Link>
    </div>
  );
};
