import type { MouseEvent } from 'react';
import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import BookmarkIcon from '@material-ui/icons/BookmarkBorder';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import { z } from 'zod/v4';
import { PersonaItem } from './PersonaItem';
import { PortalLogo } from './PortalLogo';

export const PortalSidebar = NavContentBlueprint.makeWithOverrides({
  configSchema: {
    /** Pages worth one click, such as a list of the catalog with filters. */
    links: z.array(z.object({ title: z.string(), to: z.string() })).default([]),
    /** By the id of a page: what its address asks for when it is opened from here, such as filters. */
    searches: z.record(z.string(), z.string()).default({}),
    /** Whom one may look at the demo as. */
    personas: z
      .array(z.object({ name: z.string(), title: z.string() }))
      .default([]),
  },
  factory: (originalFactory, { config: { links, personas, searches } }) =>
    originalFactory({
      component: ({ navItems }) => {
        const nav = navItems.withComponent(item => (
          <SidebarItem
            icon={() => item.icon}
            to={`${item.href}${searches[item.node.spec.id] ?? ''}`}
            text={item.title}
          />
        ));
        // Search is a dialog in this sidebar, so its page gets no item of its own.
        nav.take('page:search');

        return (
          <Sidebar>
            <PortalLogo />
            <SidebarGroup label="Search" icon={<SearchIcon />} to="/search">
              <SidebarSearchModal />
            </SidebarGroup>
            <SidebarDivider />
            <SidebarGroup label="Menu" icon={<MenuIcon />}>
              {nav.take('page:catalog')}
              {links.map(({ title, to }) => (
                <SidebarItem
                  key={to}
                  icon={BookmarkIcon}
                  to={to}
                  // A list of the catalog reads its filters only as it is loaded: from the catalog itself nothing would change.
                  onClick={(event: MouseEvent) => {
                    event.preventDefault();
                    window.location.assign(to);
                  }}
                  text={title}
                />
              ))}
              <SidebarScrollWrapper>
                {nav.rest({ sortBy: 'title' })}
              </SidebarScrollWrapper>
            </SidebarGroup>
            <SidebarSpace />
            <SidebarDivider />
            <SidebarGroup
              label="Settings"
              icon={<UserSettingsSignInAvatar />}
              to="/settings"
            >
              {nav.take('page:user-settings')}
              {personas.length > 0 && <PersonaItem personas={personas} />}
            </SidebarGroup>
          </Sidebar>
        );
      },
    }),
});
