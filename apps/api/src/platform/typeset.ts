import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inThread } from './thread';

const find = createRequire(import.meta.url);
// A page takes some milliseconds; a thousand sessions some hundred.
const patience = 30_000;

const program = `
const { parentPort, workerData: { compiler, fonts, template, data } } = require('node:worker_threads');
const typst = require(compiler).NodeCompiler.create({ fontArgs: [{ fontPaths: fonts }] });
const made = typst.compile({ mainFileContent: template, inputs: { data } });
if (made.hasError()) throw new Error(JSON.stringify(typst.fetchDiagnostics(made.takeError())));
const pdf = typst.pdf(made.result, { pdfStandard: 'a-2b' });
parentPort.postMessage(pdf, [pdf.buffer]);
`;

/** Sets a Typst template as PDF/A-2b in IBM Plex Sans Arabic, 400 and 600. `data` reaches it as JSON in `sys.inputs.data`, never as markup. */
export async function typeset(template: string, data: object): Promise<Buffer> {
  const plex = dirname(find.resolve('@expo-google-fonts/ibm-plex-sans-arabic/package.json'));
  const fonts = ['400Regular', '600SemiBold'].map((weight) => join(plex, weight));
  return await inThread(program, { compiler: find.resolve('@myriaddreamin/typst-ts-node-compiler'), fonts, template, data: JSON.stringify(data) }, patience);
}
