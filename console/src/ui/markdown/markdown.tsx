import type { Nodes, Parents, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { Fragment, memo, type ReactNode } from "react";
import { useTexts } from "../../texts/language-context.tsx";
import { uiTexts } from "../../texts/ui.ts";
import { CodeBlock } from "./code-block.tsx";
import { extractMath, type Formula, placeholder } from "./extract-math.ts";
import { isTooDeep } from "./is-too-deep.ts";
import { Math } from "./math.tsx";
import { Plain, Plainly } from "./plainly.tsx";
import { safeLink } from "./safe-link.ts";

/**
 * A model's answer. It is read into a tree and drawn as elements: no text of it is ever HTML. Pictures from elsewhere
 * are links, since to load one could carry off what was said, in its address.
 */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  return (
    <Plainly text={text}>
      <Drawn text={text} />
    </Plainly>
  );
});

function Drawn({ text }: { readonly text: string }) {
  const { text: rest, formulas } = extractMath(text);
  const tree: Root = fromMarkdown(rest, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  if (isTooDeep(tree)) return <Plain text={text} />;
  return (
    // An answer is written as its own language is, whatever the reader's is.
    <div dir="auto" className="grid min-w-0 gap-3 text-sm leading-6 [overflow-wrap:anywhere]">
      {drawAll(tree, formulas)}
    </div>
  );
}

function drawAll(parent: Parents, formulas: readonly Formula[]): ReactNode[] {
  return parent.children.map((node: RootContent, index) => (
    // The tree is drawn anew as a whole: a place is all that tells its nodes apart.
    <Fragment key={index}>{draw(node, formulas)}</Fragment>
  ));
}

function draw(node: Nodes, formulas: readonly Formula[]): ReactNode {
  switch (node.type) {
    case "text":
      return <WithMath text={node.value} formulas={formulas} />;
    case "paragraph":
      return <p>{drawAll(node, formulas)}</p>;
    case "heading": {
      // The page has its own h1 and h2.
      const Heading = `h${globalThis.Math.min(6, node.depth + 2)}` as "h3";
      return <Heading className="font-semibold">{drawAll(node, formulas)}</Heading>;
    }
    case "emphasis":
      return <em>{drawAll(node, formulas)}</em>;
    case "strong":
      return <strong>{drawAll(node, formulas)}</strong>;
    case "delete":
      return <del>{drawAll(node, formulas)}</del>;
    case "inlineCode":
      return <code className="rounded bg-sunken px-1 font-mono text-[0.9em]">{node.value}</code>;
    case "code":
      return <CodeBlock code={node.value} language={node.lang ?? undefined} />;
    case "blockquote":
      return (
        <blockquote className="grid gap-2 border-s-2 border-edge ps-3 text-soft">
          {drawAll(node, formulas)}
        </blockquote>
      );
    case "list":
      return node.ordered === true ? (
        <ol start={node.start ?? 1} className="grid list-decimal gap-1 ps-6">
          {drawAll(node, formulas)}
        </ol>
      ) : (
        <ul className="grid list-disc gap-1 ps-6">{drawAll(node, formulas)}</ul>
      );
    case "listItem":
      return (
        <li>
          {typeof node.checked === "boolean" && (
            <input type="checkbox" checked={node.checked} readOnly disabled className="me-2" />
          )}
          {drawAll(node, formulas)}
        </li>
      );
    case "thematicBreak":
      return <hr className="border-line" />;
    case "break":
      return <br />;
    case "link":
      return <Link address={node.url}>{drawAll(node, formulas)}</Link>;
    case "image":
      return <Link address={node.url}>{node.alt === "" || !node.alt ? node.url : node.alt}</Link>;
    case "table":
      return <Table node={node} formulas={formulas} />;
    // As it was written: HTML is a text like others.
    case "html":
      return node.value;
    default:
      return "children" in node ? drawAll(node, formulas) : "value" in node ? node.value : null;
  }
}

function WithMath({ text, formulas }: { readonly text: string; readonly formulas: readonly Formula[] }) {
  return text.split(placeholder).map((part, index) => {
    const formula = index % 2 === 1 ? formulas[Number(part)] : undefined;
    return formula === undefined ? part : <Math key={index} {...formula} />;
  });
}

function Link({ address, children }: { readonly address: string; readonly children: ReactNode }) {
  const safe = safeLink(address);
  if (safe === undefined) return children;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow" className="text-accent underline">
      {children}
    </a>
  );
}

function Table({
  node,
  formulas,
}: {
  readonly node: Extract<Nodes, { type: "table" }>;
  readonly formulas: readonly Formula[];
}) {
  const texts = useTexts(uiTexts);
  const [head, ...rows] = node.children;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="overflow-x-auto" tabIndex={0} aria-label={texts.table}>
      <table className="border-collapse">
        <thead>
          <tr>
            {head?.children.map((cell, index) => (
              <th key={index} className="border border-line bg-sunken px-2 py-1 text-start">
                {drawAll(cell, formulas)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.children.map((cell, index) => (
                <td key={index} className="border border-line px-2 py-1 align-top">
                  {drawAll(cell, formulas)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
