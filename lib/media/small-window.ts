/** Document Picture-in-Picture of the WICG, as far as it is used here. */
type DocumentPictureInPicture = {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
};
type WithSmallWindow = Window & { documentPictureInPicture?: DocumentPictureInPicture };
/** What Safari on a phone has in place of `requestPictureInPicture`. */
type AppleVideo = HTMLVideoElement & {
  webkitSupportsPresentationMode?: (mode: string) => boolean;
  webkitSetPresentationMode?: (mode: "picture-in-picture" | "inline") => void;
};

const SIZE = { width: 400, height: 300 };

/** How this browser shows a small picture over other programs: a window of our own, one video of ours, or not at all. */
export function smallWindowKind(): "document" | "video" | null {
  if ("documentPictureInPicture" in window) return "document";
  const { webkitSupportsPresentationMode } = HTMLVideoElement.prototype as AppleVideo;
  return document.pictureInPictureEnabled || webkitSupportsPresentationMode ? "video" : null;
}

/** Opens an empty window over other programs, dressed as this page; needs a click. Null where the browser refuses. */
export async function openSmallWindow(): Promise<Window | null> {
  const { documentPictureInPicture } = window as WithSmallWindow;
  const opened = await documentPictureInPicture?.requestWindow(SIZE).catch(() => null);
  if (!opened) return null;
  for (const sheet of document.querySelectorAll("link[rel=stylesheet], style")) {
    opened.document.head.append(sheet.cloneNode(true));
  }
  opened.document.documentElement.lang = document.documentElement.lang;
  opened.document.documentElement.dataset.scheme = "dark";
  return opened;
}

/** Takes one video out over other programs, or back; needs a click. A refusal leaves it where it is. */
export async function toggleSmallVideo(video: HTMLVideoElement): Promise<void> {
  const { webkitSetPresentationMode } = video as AppleVideo;
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else if (document.pictureInPictureEnabled) await video.requestPictureInPicture();
    else webkitSetPresentationMode?.call(video, "picture-in-picture");
  } catch {
    // Not loaded yet, or a browser that wants another click.
  }
}
