import { piecesOf } from "@/lib/chat/written";

/** A text as it was written, in its own direction. Addresses of the web are links that tell the other side nothing; nothing is fetched. */
export function Written({ text }: { text: string }) {
  return (
    <p dir="auto" className="whitespace-pre-wrap break-words text-sm [overflow-wrap:anywhere]">
      {piecesOf(text).map(({ text: piece, href }, at) =>
        href ? (
          <a
            // The pieces of a text never change places.
            key={at}
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            referrerPolicy="no-referrer"
            className="text-accent-text underline"
          >
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </p>
  );
}
