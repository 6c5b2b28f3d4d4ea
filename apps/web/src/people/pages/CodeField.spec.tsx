/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { CodeField } from '@siccam/ui/fields';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
window.matchMedia ??= (media) => ({ media, matches: false, onchange: null, addListener: () => {}, removeListener: () => {}, addEventListener: () => {}, removeEventListener: () => {}, dispatchEvent: () => false });

const pointedAt = (value: string): string => {
  const place = document.body.appendChild(document.createElement('div'));
  act(() => createRoot(place).render(<MantineProvider><CodeField label="code" value={value} onChange={() => {}} /></MantineProvider>));
  const field = place.querySelector('input');
  if (!field) throw new Error('no field');
  field.setSelectionRange(1, 1);
  act(() => field.click());
  return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
};

test('whoever points at a full code types another over it; half a code is gone on with', () => {
  expect(pointedAt('000000')).toBe('000000');
  expect(pointedAt('000')).toBe('');
});
