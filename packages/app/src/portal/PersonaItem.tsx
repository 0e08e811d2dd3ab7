import { SidebarItem } from '@backstage/core-components';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import PeopleIcon from '@material-ui/icons/PeopleOutline';
import { type MouseEvent, useState } from 'react';

export interface PersonaItemProps {
  personas: { name: string; title: string }[];
}

/** Looks at the same page as somebody else: the demo signs in again. */
export function PersonaItem({ personas }: PersonaItemProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const signInAs = (name: string) => {
    const url = new URL(window.location.href);
    url.searchParams.set('persona', name);
    window.location.assign(url);
  };
  return (
    <>
      <SidebarItem
        icon={PeopleIcon}
        text="Look as…"
        onClick={(event: MouseEvent<Element>) => setAnchor(event.currentTarget)}
      />
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {personas.map(({ name, title }) => (
          <MenuItem key={name} onClick={() => signInAs(name)}>
            {title}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
