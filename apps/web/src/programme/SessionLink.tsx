import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../i18n';

/** The way to a session's own page. */
export function SessionLink({ slug, className, label, children }: { slug: string; className?: string | undefined; label?: string; children: ReactNode }) {
  return (
    <Link to="/$lang/s/$slug" params={{ lang: useLanguage(), slug }} className={className} aria-label={label}>
      {children}
    </Link>
  );
}
