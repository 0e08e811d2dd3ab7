import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { forwardRef } from 'react';
import type { FocusEventHandler, ReactNode } from 'react';
import { TAB_PATH } from '../routes';

/** To the delivery path of a service. */
export const ServiceLink = forwardRef<
  HTMLAnchorElement,
  {
    entityRef: string;
    children: ReactNode;
    className?: string;
    /** Which part of it: `?section=history`. */
    search?: string;
    tabIndex?: number;
    onFocus?: FocusEventHandler;
    'aria-describedby'?: string;
  }
>(function ServiceLinkWithRef(
  { entityRef, children, search = '', ...rest },
  ref,
) {
  const entityLink = useRouteRef(entityRouteRef);
  return (
    <Link
      {...rest}
      ref={ref}
      to={`${entityLink(entityRouteParams(entityRef))}/${TAB_PATH}${search}`}
    >
      {children}
    </Link>
  );
});
