import { useEffect, useRef, useState } from 'react';
import { applyImport, exchangeBytes, previewImport, type ExchangePlan } from '@siccam/contract';
import { bring, Refused, Unreachable } from '../wire';

/** A file as it was chosen: its bytes stay what the preview was made of, whatever becomes of it on the disk. */
export type Chosen = { name: string; bytes: Blob };
/** Why a file is not even sent. `large`: heavier than may be; `lost`: the browser cannot read it; `sheet`: a workbook, which is written only. */
export type Wrong = 'large' | 'lost' | 'sheet';
/** How far an import is. `sent`: bytes under way, of a preview or of what is done. `unknown`: nobody answered whether it was done. */
export type Import = { file: Chosen | null; under: { does: 'preview' | 'apply'; sent: number } | null; plan: ExchangePlan | null; wrong: Wrong | null; error: unknown; unknown: boolean };

const nothing: Import = { file: null, under: null, plan: null, wrong: null, error: null, unknown: false };

/** How a workbook begins, which is an archive. */
const archive = 'PK\u0003\u0004';

async function read(file: File): Promise<Blob | Wrong | Refused> {
  if (file.size > exchangeBytes) return 'large';
  try {
    const bytes = new Blob([await file.arrayBuffer()]);
    if (bytes.size === 0) return new Refused('exchange.empty');
    return (await bytes.slice(0, archive.length).text()) === archive ? 'sheet' : bytes;
  } catch {
    return 'lost';
  }
}

/** One file on its way into the draft: chosen, previewed, done. */
export function useImport(): Import & { choose: (file: File) => void; look: () => void; apply: () => void; stop: () => void } {
  const [state, set] = useState(nothing);
  const stops = useRef<AbortController | null>(null);
  useEffect(() => () => stops.current?.abort(), []);
  const change = (next: Partial<Import>) => set((now) => ({ ...now, ...next }));
  /** A way to the server that the one after it ends. */
  const way = (does: 'preview' | 'apply') => {
    stops.current?.abort();
    const stop = (stops.current = new AbortController());
    change({ under: { does, sent: 0 } });
    return { signal: stop.signal, heard: (sent: number) => change({ under: { does, sent } }) };
  };
  /** `why`: what is told above a preview that was made anew. */
  const look = async (file: Chosen, why: unknown = null) => {
    change({ file, plan: null, wrong: null, error: why, unknown: false });
    const options = way('preview');
    try {
      const plan = await bring(previewImport, { bytes: file.bytes }, options);
      change({ under: null, plan });
    } catch (error) {
      if (!options.signal.aborted) change({ under: null, error });
    }
  };
  const apply = async (file: Chosen, { plan }: ExchangePlan) => {
    change({ error: null });
    const options = way('apply');
    try {
      change({ plan: await bring(applyImport, { bytes: file.bytes, plan, without: true }, options), under: null });
    } catch (error) {
      if (options.signal.aborted) return;
      // What the draft has become meanwhile is looked at first.
      if (error instanceof Refused && (error.refusal === 'exchange.otherwise' || error.refusal.startsWith('timetable.'))) return void (await look(file, error));
      change({ under: null, error, unknown: error instanceof Unreachable });
    }
  };
  const choose = async (chosen: File) => {
    stops.current?.abort();
    const bytes = await read(chosen);
    if (bytes instanceof Blob) return void (await look({ name: chosen.name, bytes }));
    set({ ...nothing, file: { name: chosen.name, bytes: chosen }, ...(typeof bytes === 'string' ? { wrong: bytes } : { error: bytes }) });
  };
  const { file, plan } = state;
  return {
    ...state,
    choose: (chosen) => void choose(chosen),
    look: () => void (file && look(file)),
    apply: () => void (file && plan && apply(file, plan)),
    stop: () => {
      stops.current?.abort();
      set(nothing);
    },
  };
}
