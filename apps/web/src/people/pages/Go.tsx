import type { MouseEvent, ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Language } from '@siccam/contract';
import type { EnterSearch } from '../query';

/** The address of the door, by a way and with the way back. */
export function doorAt(language: Language, { way, back }: EnterSearch = {}): string {
  const search = new URLSearchParams({ ...(way ? { way } : {}), ...(back ? { back } : {}) }).toString();
  return `/${language}/enter${search ? `?${search}` : ''}`;
}

/** A way on that looks like a button: a true link, so that it can be opened elsewhere, without leaving the page's life. */
export function Go({ to, onClick, children, ...look }: { to: string; onClick?: () => void; children: ReactNode; variant?: 'filled' | 'default' | 'subtle'; size?: 'sm'; leftSection?: ReactNode }) {
  const navigate = useNavigate();
  const go = (event: MouseEvent) => {
    onClick?.();
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ href: to });
  };
  return (
    <Button component="a" {...look} href={to} onClick={go}>
      {children}
    </Button>
  );
}
