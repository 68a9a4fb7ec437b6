/** LiveKit's mark on a sender or receiver whose frames go through the worker (`E2EE_FLAG`, src/e2ee/constants.ts, not exported). */
const MARK = "lk_e2ee";

/** Whether the frames of this sender or receiver go through the worker. Without it a browser passes them on as they are. */
export const hasCryptor = (end: RTCRtpSender | RTCRtpReceiver | undefined): boolean =>
  end !== undefined && MARK in end;
