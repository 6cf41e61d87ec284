/** Finding, in the sources, what is said to a learner. */
import { parseSync, Visitor } from 'oxc-parser';

export interface Found {
  /** The English text; of a message, with numbered places, as it stands in a catalogue. */
  text: string;
  line: number;
}

interface Span {
  start: number;
  end: number;
}

/** The messages: what stands behind a `say`. */
export function messagesIn(file: string, source: string): Found[] {
  const found: Found[] = [];
  const lineOf = lines(source);
  visit(file, source, {
    TaggedTemplateExpression({ tag, quasi, start }) {
      if (tag.type !== 'Identifier' || tag.name !== 'say') return;
      const text = quasi.quasis
        .map(({ value }) => value.cooked ?? '')
        .reduce((all, part, index) => `${all}{${index - 1}}${part}`);
      found.push({ text, line: lineOf(start) });
    },
  });
  return found;
}

/** Messages that something is decided by: their lines. A verdict would change with the language. */
export function comparedMessagesIn(file: string, source: string): number[] {
  const found: number[] = [];
  const lineOf = lines(source);
  const look = (...operands: { type: string; start: number }[]): void => {
    for (const operand of operands) if (isMessage(operand)) found.push(lineOf(operand.start));
  };
  visit(file, source, {
    BinaryExpression: ({ operator, left, right }) => {
      if (operator !== '+') look(left, right);
    },
    SwitchStatement: ({ discriminant }) => look(discriminant),
    SwitchCase: ({ test }) => {
      if (test !== null) look(test);
    },
    CallExpression: ({ callee, arguments: given }) => {
      const name =
        callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
      if (/^(includes|startsWith|endsWith|indexOf|test|match|split|has)$/.test(name)) look(...given);
    },
  });
  return found;
}

function isMessage(node: { type: string }): boolean {
  const tag: unknown = node.type === 'TaggedTemplateExpression' ? Reflect.get(node, 'tag') : null;
  return Reflect.get(Object(tag), 'name') === 'say';
}

/** Words that look like a message and stand behind no `say`: two words at least, in a literal or a template. */
export function bareTextsIn(file: string, source: string): Found[] {
  const bare: (Found & Span)[] = [];
  const spoken: Span[] = [];
  const lineOf = lines(source);
  const add = (text: string, { start, end }: Span): void => {
    if (/[a-z`][,:.]? [a-z`]/.test(text)) bare.push({ text, line: lineOf(start), start, end });
  };
  visit(file, source, {
    Literal(node) {
      if (typeof node.value === 'string') add(node.value, node);
    },
    TemplateLiteral(node) {
      add(node.quasis.map(({ value }) => value.cooked ?? '').join('…'), node);
    },
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.type === 'Identifier' && tag.name === 'say') spoken.push(quasi);
    },
    // Types say what may be there, and speak to nobody.
    TSTypeAliasDeclaration: (node) => void spoken.push(node),
    TSTypeAnnotation: (node) => void spoken.push(node),
    TSAsExpression: ({ typeAnnotation }) => void spoken.push(typeAnnotation),
    // Nobody but an author sees these: what a learner is told is another kind of error.
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Error') spoken.push(node);
    },
  });
  return bare
    .filter(({ start, end }) => !spoken.some((span) => span.start <= start && end <= span.end))
    .map(({ text, line }) => ({ text, line }));
}

function visit(file: string, source: string, handlers: ConstructorParameters<typeof Visitor>[0]): void {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`\`${file}\` can't be parsed: ${errors[0]?.message}`);
  new Visitor(handlers).visit(program);
}

function lines(source: string): (position: number) => number {
  return (position) => source.slice(0, position).split('\n').length;
}
