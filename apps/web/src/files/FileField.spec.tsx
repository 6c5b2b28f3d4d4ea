/** @jest-environment jsdom */
import { Suspense, useState } from 'react';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { fileMost, questionHeader, type FileFacts, type FileUse, type Language } from '@siccam/contract';
import { FairTheme } from '@siccam/ui';
import { I18n } from '../i18n';
import { FileField } from './FileField';

/** What a browser sends with, told by hand how far it is and what came back. */
class FakeRequest {
  static last: FakeRequest;
  static count = 0;
  headers: Record<string, string> = {};
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  status = 0;
  response: unknown = null;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  constructor() {
    FakeRequest.last = this;
    FakeRequest.count += 1;
  }
  open(method: string, path: string): void {
    this.headers['to'] = `${method} ${path}`;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(): void {
    this.status = 0;
  }
  abort(): void {
    this.onabort?.();
  }
  sent(loaded: number): void {
    act(() => this.upload.onprogress?.({ loaded }));
  }
  async answers(status: number, response: unknown): Promise<void> {
    this.status = status;
    this.response = response;
    await act(async () => this.onload?.());
  }
}

const facts: FileFacts = { id: '6f1f1b0a-3f0e-4a55-9a52-0c7b0a1b2c3d', use: 'attachment', name: 'programme.pdf', type: 'application/pdf', size: 2_400_000, brought: '2026-11-27T10:00:00.000Z', scan: 'unscanned' };
const taken: (FileFacts | null)[] = [];

function Page({ use }: { use: FileUse }) {
  const [value, setValue] = useState<FileFacts | null>(null);
  return <FileField use={use} label="Programme" value={value} onChange={(file) => (taken.push(file), setValue(file))} />;
}

async function open(use: FileUse = 'attachment', language: Language = 'en'): Promise<void> {
  await act(async () =>
    void render(
      <FairTheme>
        <I18n language={language}>
          <Suspense fallback="…">
            <Page use={use} />
          </Suspense>
        </I18n>
      </FairTheme>,
    ),
  );
  await screen.findByText('Programme');
}

const choose = async (name: string, size: number) => {
  const file = new File(['x'], name);
  Object.defineProperty(file, 'size', { value: size });
  await act(async () => fireEvent.change(document.querySelector('input[type=file]') ?? document.body, { target: { files: [file] } }));
};
const plain = () => (document.body.textContent ?? '').replace(/[\u2066-\u2069]/g, '');

beforeEach(() => {
  taken.length = 0;
  FakeRequest.count = 0;
  Object.assign(window, { XMLHttpRequest: FakeRequest });
  globalThis.XMLHttpRequest = FakeRequest as unknown as typeof XMLHttpRequest;
});

test('a file says what it weighs and costs while it is sent, how far it is, and what a scanner said once it stands', async () => {
  await open();
  await choose('عرض.pdf', 2_400_000);
  const { headers } = FakeRequest.last;
  expect(headers['to']).toBe('POST /api/files');
  expect(JSON.parse(decodeURIComponent(headers[questionHeader] ?? ''))).toEqual({ name: 'عرض.pdf', use: 'attachment' });
  expect(plain()).toContain('2.4 MB · about 0.03 DH');
  FakeRequest.last.sent(1_200_000);
  expect([plain(), document.querySelector('progress')?.value]).toEqual([expect.stringContaining('Sending: 50%'), 50]);
  FakeRequest.last.sent(2_400_100);
  expect(screen.getByRole('status').textContent).toBe('Sent. It is being checked.');
  await FakeRequest.last.answers(200, facts);
  expect(taken).toEqual([facts]);
  expect(plain()).toContain('Not checked: no virus scanner is installed');
  expect(screen.getByRole('button', { name: 'Choose another file' })).toBeTruthy();
});

test('what is refused says what to send instead, and can be followed by another', async () => {
  await open();
  await choose('locked.pdf', 1000);
  await FakeRequest.last.answers(422, { ok: false, refusal: 'file.locked' });
  expect((await screen.findByRole('alert')).textContent).toContain('locked with a password. Send it without one.');
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  await choose('open.pdf', 1000);
  await FakeRequest.last.answers(200, facts);
  expect([screen.queryByRole('alert'), taken]).toEqual([null, [facts]]);
});

test.each<[string, number, FileUse, string]>([
  ['IMG_0042.HEIC', 1000, 'photo', 'Send it as a JPEG'],
  ['IMG_0042.jpg', fileMost.photo + 1, 'photo', '8 MB at most'],
  ['slides.pdf', fileMost.attachment + 1, 'attachment', '20 MB'],
  ['nothing.pdf', 0, 'attachment', 'This file is empty'],
])('%s of %d bytes costs no data: it is refused before it is sent', async (name, size, use, why) => {
  await open(use);
  await choose(name, size);
  expect((await screen.findByRole('alert')).textContent).toContain(why);
  expect(FakeRequest.count).toBe(0);
});

test('where the network is lost the same file is sent again at a touch', async () => {
  await open();
  await choose('a.pdf', 1000);
  await act(async () => FakeRequest.last.onerror?.());
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await FakeRequest.last.answers(200, facts);
  expect([FakeRequest.count, taken]).toEqual([2, [facts]]);
});

test('whoever stops the sending stands on the same button, and nothing was brought', async () => {
  await open('photo', 'ar');
  const button = screen.getByRole('button', { name: 'اختيار صورة' });
  await choose('a.jpg', 1000);
  expect(button.textContent).toBe('إيقاف الإرسال');
  await act(async () => fireEvent.click(button));
  expect([button.textContent, taken, screen.queryByRole('alert')]).toEqual(['اختيار صورة', [], null]);
});

test('a file may be dropped, one at a time, and the field shows that it would take it', async () => {
  await open();
  const field = document.querySelector('input[type=file]')?.parentElement ?? document.body;
  const held = { dataTransfer: { files: [new File(['x'], 'dropped.pdf')] } };
  fireEvent.dragOver(field, held);
  expect(field.dataset['over']).toBe('true');
  fireEvent.dragLeave(field);
  expect(field.dataset['over']).toBeUndefined();
  await act(async () => fireEvent.drop(field, held));
  expect([FakeRequest.count, JSON.parse(decodeURIComponent(FakeRequest.last.headers[questionHeader] ?? ''))]).toEqual([1, { name: 'dropped.pdf', use: 'attachment' }]);
  // While one is on its way another is not taken.
  await act(async () => fireEvent.drop(field, held));
  expect(FakeRequest.count).toBe(1);
});
