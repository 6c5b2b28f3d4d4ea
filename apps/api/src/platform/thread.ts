import { Worker } from 'node:worker_threads';

/**
 * Runs a program in a thread of its own, so that what cannot be done in steps holds up nobody. The program reads `workerData` and posts
 * the bytes that it makes.
 */
export async function inThread(program: string, workerData: object, patience: number): Promise<Buffer> {
  const worker = new Worker(program, { eval: true, workerData });
  const timer = setTimeout(() => void worker.terminate(), patience);
  try {
    return await new Promise<Buffer>((done, fail) => {
      worker.once('message', (made: Uint8Array) => done(Buffer.from(made.buffer, made.byteOffset, made.byteLength)));
      worker.once('error', fail);
      worker.once('exit', (code) => fail(new Error(`nothing was made (${code})`)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
