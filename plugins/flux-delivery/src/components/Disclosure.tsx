import { useState } from 'react';
import type { PropsWithChildren } from 'react';
import { PlainButton } from './PlainButton';

/** Something that most readers do not need: behind a button until they do. */
export function Disclosure({
  label,
  children,
}: PropsWithChildren<{ label: string }>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <PlainButton
        variant="outlined"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </PlainButton>
      {isOpen && children}
    </div>
  );
}
