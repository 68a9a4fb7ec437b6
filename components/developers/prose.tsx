/** Text with code between backticks; an empty line begins a paragraph. */
export function Prose({ text }: { text: string }) {
  return text.split("\n\n").map((paragraph) => (
    <p key={paragraph} className="text-pretty">
      {paragraph.split("`").map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          // Parts never change places.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <code key={at} className="wrap-anywhere font-mono text-sm">
            {part}
          </code>
        ),
      )}
    </p>
  ));
}
