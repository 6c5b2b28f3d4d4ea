import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const roots = [join(__dirname, '..'), join(__dirname, '../../../../libs/ui/src')];
const spoken = /^(aria-(label|description|roledescription|valuetext|placeholder)|title|alt|placeholder|label|hint|error|description|status|caption|content)$/;
const letters = /\p{L}{2,}/u;
/** What only a sentence or a name looks like, whatever the attribute is called: a word of another script, or one that begins large. */
const sentence = /[^ -~\s]|^\p{Lu}\p{Ll}+([ ,.:;?…]|$)/u;

/** The texts an expression may turn into by itself: both sides of a choice, the fixed parts of a template. What a call makes of a text is the call's matter. */
function textsOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.flatMap((span) => [...textsOf(span.expression), span.literal.text])];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node) && ['&&', '||', '??', '+'].includes(node.operatorToken.getText())) return [...textsOf(node.left), ...textsOf(node.right)];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(textsOf);
  if (ts.isJsxExpression(node)) return node.expression ? textsOf(node.expression) : [];
  return [];
}

/** Text that a component would show without asking the catalogues. */
function literalsIn(name: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && letters.test(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && node.initializer) {
      const told = spoken.test(node.name.getText());
      found.push(...textsOf(node.initializer).filter((text) => (told ? letters.test(text) : sentence.test(text))));
    }
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) found.push(...textsOf(node).filter((text) => letters.test(text)));
    if (ts.isBinaryExpression(node) && node.left.getText() === 'document.title') found.push(...textsOf(node.right).filter((text) => letters.test(text)));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

const components = roots.flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('.spec.tsx'))
    .map((file) => join(root, file)),
);

test('no component shows text of its own', () => {
  expect(components.length).toBeGreaterThan(20);
  expect(components.flatMap((file) => literalsIn(file, readFileSync(file, 'utf8')).map((text) => `${file}: ${text}`))).toEqual([]);
});

test.each([
  [`<p aria-label="Ferme">Bonjour {'encore'}</p>`, ['Ferme', 'Bonjour', 'encore']],
  [`<img alt={'Une image'} title={on ? 'oui' : \`non \${n}\`} />`, ['Une image', 'oui', 'non ']],
  [`<input placeholder={label ?? 'nom'} />`, ['nom']],
  [`<Slate heading="Rien encore" words="مباشر" />`, ['Rien encore', 'مباشر']],
  [`<p>{on && 'direct'}{[a, 'ou'].join(' ')}{late ? <b>tard</b> : \`dans \${n} min\`}</p>`, ['direct', 'tard', 'dans ', ' min']],
  [`<p className="icon small" tone="warn" to="/$lang">{say(on ? 'now.saverOn' : 'now.saver')} · <time>{'14:52'}</time></p>`, []],
])('the check sees what %s says by itself', (jsx, texts) => {
  expect(literalsIn('x.tsx', `const X = () => ${jsx};`).sort()).toEqual([...texts].sort());
});
