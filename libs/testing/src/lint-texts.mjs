// Lints texts as if they stood in existing files: `[{file, text}]` comes in on standard input, the rules broken go out.
// A process of its own, because ESLint cannot load inside Jest's sandbox.
import { ESLint } from 'eslint';

const planted = JSON.parse(await new Response(process.stdin).text());
const eslint = new ESLint({ cwd: process.argv[2] });
const answers = [];
for (const { file, text } of planted) {
  const [result] = await eslint.lintText(text, { filePath: file });
  answers.push(result.messages.filter(({ severity }) => severity === 2).map(({ ruleId, message }) => `${ruleId ?? 'fatal'}: ${message}`));
}
process.stdout.write(JSON.stringify(answers));
