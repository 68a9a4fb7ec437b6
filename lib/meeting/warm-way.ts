/** Has the browser look the media server up and shake hands with it, before anybody goes there. What fails is tried again then. */
export function warmWay(mediaUrl: string): void {
  void import("livekit-client")
    .then(async ({ Room }) => await new Room().prepareConnection(mediaUrl))
    .catch(() => {});
}
